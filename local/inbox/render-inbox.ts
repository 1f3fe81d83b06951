import type { InboxMail } from "./mailbox.ts";

/**
 * The inbox as a page. A mail's HTML is shown in a frame without scripts, forms or an origin; its links open in a new
 * tab. The page's own policy allows no script and no foreign content either, and the frames inherit it.
 */
export function renderInbox(mails: readonly InboxMail[]): Response {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Inbox (${mails.length})</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 720px; margin: 32px auto; padding: 0 16px; }
  article { border-top: 1px solid #8884; padding: 16px 0; }
  h2 { font-size: 16px; margin: 0; }
  p { margin: 4px 0; }
  small { opacity: 0.7; }
  iframe { width: 100%; height: 360px; border: 1px solid #8884; border-radius: 6px; background: #fff; margin-top: 8px; }
  a { overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>Inbox</h1>
<p><small>Mails the app sent on this machine, newest first. <a href="/">Reload</a> · <a href="/inbox.json">JSON</a></small></p>
${mails.length === 0 ? "<p>No mail yet.</p>" : mails.map(renderMail).join("\n")}
</body>
</html>`;
  return new Response(body, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    },
  });
}

function renderMail(mail: InboxMail): string {
  const links = mail.links.map(
    (link) => `<p><a href="${escapeHtml(link)}" target="_blank" rel="noreferrer">${escapeHtml(link)}</a></p>`,
  );
  const frame =
    mail.html === ""
      ? `<pre>${escapeHtml(mail.text)}</pre>`
      : `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="Mail" srcdoc="${escapeHtml(mail.html)}"></iframe>`;
  return `<article>
<h2>${escapeHtml(mail.subject)}</h2>
<p><small>to ${escapeHtml(mail.to)} · ${escapeHtml(mail.receivedAt)}</small></p>
${links.join("\n")}
<details><summary>Show the mail</summary>${frame}</details>
</article>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

import { createMailbox, type Mailbox } from "./inbox/mailbox.ts";
import { renderInbox } from "./inbox/render-inbox.ts";
import { startSmtpSink } from "./inbox/start-smtp-sink.ts";
import { listen } from "./listen.ts";

export type LocalInbox = {
  /** The page; `/inbox.json` (`?to=` filters) is the same for tests. */
  url: string;
  smtpUrl: string;
  mailbox: Mailbox;
  stop(): Promise<void>;
};

/** Starts the mail inbox: an SMTP server that delivers nowhere, and a page that shows what it got. */
export async function startInbox(port?: number): Promise<LocalInbox> {
  const mailbox = createMailbox();
  const [smtp, page] = await Promise.all([
    startSmtpSink(mailbox),
    listen((request) => {
      const url = new URL(request.url);
      // Mails hold sign-in links: a foreign page that points its own name at 127.0.0.1 must not read them.
      if (!["127.0.0.1", "localhost"].includes(url.hostname)) return new Response(null, { status: 403 });
      if (url.pathname === "/") return renderInbox(mailbox.list());
      if (url.pathname === "/inbox.json") return Response.json(mailbox.list(url.searchParams.get("to") ?? undefined));
      return new Response("Not found", { status: 404 });
    }, port),
  ]);
  return {
    url: page.url,
    smtpUrl: smtp.url,
    mailbox,
    stop: async () => {
      await Promise.all([smtp.stop(), page.close()]);
    },
  };
}

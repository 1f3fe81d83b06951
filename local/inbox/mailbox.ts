import { randomUUID } from "node:crypto";

export type InboxMail = {
  id: string;
  /** ISO 8601 */
  receivedAt: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** Every http(s) link of the mail, in order, once. */
  links: string[];
};

const KEPT_MAILS = 500;

export type Mailbox = {
  add(mail: { to: string; subject: string; text: string; html: string }): InboxMail;
  /** Newest first. */
  list(to?: string): InboxMail[];
  /** The next mail to an address that is not yet in the box; rejects after `timeoutMs`. */
  waitFor(to: string, timeoutMs?: number): Promise<InboxMail>;
};

/** Keeps the last 500 mails in memory. */
export function createMailbox(): Mailbox {
  const mails: InboxMail[] = [];
  const waiting = new Set<{ to: string; take: (mail: InboxMail) => void }>();
  return {
    add(mail) {
      const kept = {
        id: randomUUID(),
        receivedAt: new Date().toISOString(),
        ...mail,
        links: findLinks(mail.html === "" ? mail.text : mail.html),
      };
      mails.unshift(kept);
      mails.length = Math.min(mails.length, KEPT_MAILS);
      for (const waiter of waiting) if (isTo(kept, waiter.to)) waiter.take(kept);
      return kept;
    },
    list: (to) => (to === undefined ? [...mails] : mails.filter((mail) => isTo(mail, to))),
    waitFor: (to, timeoutMs = 10_000) =>
      new Promise((resolve, reject) => {
        const waiter = {
          to,
          take: (mail: InboxMail) => {
            clearTimeout(timer);
            waiting.delete(waiter);
            resolve(mail);
          },
        };
        const timer = setTimeout(() => {
          waiting.delete(waiter);
          reject(new Error(`no mail to ${to} within ${timeoutMs} ms`));
        }, timeoutMs);
        waiting.add(waiter);
      }),
  };
}

function isTo(mail: InboxMail, address: string): boolean {
  return mail.to.toLowerCase().includes(address.toLowerCase());
}

function findLinks(content: string): string[] {
  const found = content.match(/https?:\/\/[^\s"'<>]+/g) ?? [];
  return [...new Set(found.map((link) => link.replaceAll("&amp;", "&")))];
}

import { createTransport, type Transporter } from "nodemailer";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";

export type Mail = {
  to: string;
  subject: string;
  /** Plain text; nothing of ours needs HTML. */
  text: string;
  replyTo?: string;
};

let transport: Transporter | undefined;

/**
 * Sends one mail over SMTP.
 *
 * @throws ApplicationError NOT_CONFIGURED without SMTP_URL; SERVICE_UNAVAILABLE when the server does not
 * take it within ten seconds. Nothing is retried here: the caller knows whether a second mail would hurt.
 */
export async function sendMail({ to, subject, text, replyTo }: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (SMTP_URL === undefined) throw new ApplicationError({ code: "NOT_CONFIGURED" });
  transport ??= createTransport(SMTP_URL, {
    connectionTimeout: seconds(5),
    greetingTimeout: seconds(5),
    socketTimeout: seconds(10),
  } as object);
  try {
    await transport.sendMail({
      from: MAIL_FROM,
      to: oneLine(to),
      subject: oneLine(subject),
      text,
      ...(replyTo === undefined ? {} : { replyTo: oneLine(replyTo) }),
    });
  } catch (error) {
    throw new ApplicationError({ code: "SERVICE_UNAVAILABLE", cause: error });
  }
}

/** A line break in a header would start another header. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u0000]+/g, " ").trim();
}

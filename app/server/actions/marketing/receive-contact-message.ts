import { verifyTurnstile } from "#app/server/actions/marketing/verify-turnstile.ts";
import { serviceClient } from "#app/server/auth/service-client.ts";
import { sendMail } from "#app/server/mail/send-mail.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { ErrorCategory, reportError } from "#app/server/platform/report-error.ts";
import type { ContactMessage } from "#app/shared/schemas/contact.ts";

type Received = {
  /** Equal for every try of one message, so that a try whose answer got lost is not stored twice. */
  id: string;
  message: ContactMessage;
  userId: string | null;
  clientAddress: string;
  signal: AbortSignal;
};

/** What the widget on the contact page is rendered for. */
export const CONTACT_CHALLENGE = "contact";

/**
 * Stores a message, then mails it to the team. Once stored it has arrived: a mail that can't be sent is
 * reported to operators, and the row without `mailed_at` says which one.
 */
export async function receiveContactMessage({ id, message, userId, clientAddress, signal }: Received): Promise<void> {
  const { name, email, message: text, turnstileToken } = message;
  await verifyTurnstile({ id, token: turnstileToken, action: CONTACT_CHALLENGE, clientAddress, signal });
  if (await store({ id, name, email, message: text, user_id: userId })) return;
  try {
    await sendMail({
      to: env().CONTACT_TO ?? env().MAIL_FROM,
      replyTo: email,
      subject: `Contact form: ${name}`,
      text: `${name} <${email}> wrote through the contact form:\n\n${text}\n`,
    });
    const mailed = await serviceClient()
      .from("contact_messages")
      .update({ mailed_at: new Date(nowMs()).toISOString() })
      .eq("id", id);
    if (mailed.error !== null) throw handleDbError(mailed.error, "note mailed contact message");
  } catch (error) {
    reportError(error, { category: ErrorCategory.MAIL, context: { contactMessageId: id } });
  }
}

/** Stores the row, or finds that an earlier try did. Answers whether the team has its mail already. */
async function store(row: { id: string } & Record<string, unknown>): Promise<boolean> {
  const messages = () => serviceClient().from("contact_messages");
  const { error } = await messages().insert(row);
  if (error === null) return false;
  if (error.code !== "23505") throw handleDbError(error, "store contact message");
  const stored = await messages().select("mailed_at").eq("id", row.id).single();
  if (stored.error !== null) throw handleDbError(stored.error, "find contact message");
  return stored.data.mailed_at !== null;
}

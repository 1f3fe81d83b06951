import { createHash } from "node:crypto";

import { judgeStamp } from "#app/server/actions/marketing/page-stamp.ts";
import { receiveContactMessage } from "#app/server/actions/marketing/receive-contact-message.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { contactPageSchema, HONEYPOT_NAME } from "#app/shared/schemas/contact.ts";

/** Said to whoever filled the form like a machine; a person who did loses nothing but a click. */
const DOUBTS = {
  honeypot: "A field that people don't see was filled in. Please send the form again.",
  forged: "This form did not come from our page. Please send it again.",
  too_fast: "That was very quick. Please wait two seconds, then send it again.",
  too_old: "This page was open for more than a day. Please send the form again.",
} as const;

/**
 * The contact page's form. A double press is one message: the page's stamp and what was typed are the key.
 * Loading the page anew makes another message of the same text.
 */
export const submitContactPage = defineAction({
  name: "marketing:submit-contact-page",
  access: "public",
  limit: ACTION_RATE_LIMITS.CONTACT,
  maxBodyBytes: 32 * 1024,
  input: contactPageSchema,
  idempotency: ({ input }) => createHash("sha256").update(JSON.stringify(input)).digest("base64url"),
  run: async ({ input: { stamp, [HONEYPOT_NAME]: honeypot = "", ...message }, auth, request, signal }) => {
    const age = judgeStamp(stamp);
    const doubt = honeypot !== "" ? "honeypot" : age === "plausible" ? null : age;
    if (doubt !== null) throw new ApplicationError({ code: "VALIDATION_FAILED", fieldErrors: { "": [DOUBTS[doubt]] } });
    const { clientAddress } = request;
    const id = idOf([stamp, message.name, message.email, message.message]);
    await receiveContactMessage({ id, message, userId: auth?.userId ?? null, clientAddress, signal });
    return { received: true };
  },
  redirectTo: () => "/contact?sent",
});

/** A UUID made of the page and what was typed, the same however often that is sent. */
function idOf(parts: unknown[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest();
  // RFC 9562: version 8 is for ids made one's own way.
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  return digest.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

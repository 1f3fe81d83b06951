import { createHash } from "node:crypto";

import { receiveContactMessage } from "#app/server/actions/marketing/receive-contact-message.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { newId } from "#app/server/platform/ids.ts";
import { contactSchema } from "#app/shared/schemas/contact.ts";

/** Sends a message to the team. The same message from the same sender within a day is one message. */
export const submitContactForm = defineAction({
  name: "marketing:submit-contact-form",
  access: "public",
  limit: ACTION_RATE_LIMITS.CONTACT,
  input: contactSchema,
  idempotency: ({ input }) => createHash("sha256").update(JSON.stringify(input)).digest("base64url"),
  run: async ({ input, auth, request, signal }) => {
    const { clientAddress } = request;
    await receiveContactMessage({ id: newId(), message: input, userId: auth?.userId ?? null, clientAddress, signal });
    return { received: true };
  },
});

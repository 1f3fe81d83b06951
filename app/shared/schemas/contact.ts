import { z } from "zod";

/** Cloudflare's tokens are never longer. */
const TURNSTILE_TOKEN_MAX_CHARACTERS = 2_048;

/** What a person types. */
export const contactFieldsSchema = z.object({
  name: z.string("Type your name.").trim().min(1, "Type your name.").max(200, "A name can have up to 200 characters."),
  email: z
    .string("Type your mail address.")
    .trim()
    .max(254, "A mail address has up to 254 characters.")
    .pipe(z.email("This does not look like a mail address.")),
  message: z
    .string("Write a message.")
    .trim()
    .min(10, "Write at least 10 characters.")
    .max(10_000, "A message can have up to 10,000 characters."),
});

/** A message as code sends it; the token is asked for where Turnstile is set up. */
export const contactSchema = contactFieldsSchema.extend({
  turnstileToken: z.string().max(TURNSTILE_TOKEN_MAX_CHARACTERS).optional(),
});

export type ContactMessage = z.output<typeof contactSchema>;

/** The field that people never see. */
export const HONEYPOT_NAME = "website";

/** A message as the page sends it. */
export const contactPageSchema = contactSchema.extend({
  /** When the page was made, signed. */
  stamp: z.string().max(200).optional(),
  [HONEYPOT_NAME]: z.string().max(2_000).optional(),
});

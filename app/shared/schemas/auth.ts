import { z } from "zod";
import { sitePath } from "#app/shared/schemas/site-path.ts";

const email = z
  .string("Type your mail address.")
  .trim()
  .toLowerCase()
  .max(254, "A mail address has up to 254 characters.")
  .pipe(z.email("This does not look like a mail address."));

/** The auth service hashes 72 bytes and ignores the rest, so more would be a false promise. */
const newPassword = z
  .string("Choose a password.")
  .min(10, "Use at least 10 characters.")
  .refine((text) => new TextEncoder().encode(text).length <= 72, "Use at most 72 characters.");

/** Where to go afterwards: a path of this site, or nothing. Anything else is dropped, not refused. */
const next = sitePath.optional().catch(undefined);

export const signInSchema = z.object({
  email,
  password: z.string("Type your password.").min(1, "Type your password.").max(200, "This is too long for a password."),
  next,
});

export const signUpSchema = z.object({ email, password: newPassword, next });

export const magicLinkSchema = z.object({ email, next });

export const resetRequestSchema = z.object({ email });

export const newPasswordSchema = z.object({ password: newPassword });

/** What a link in a mail carries. */
export const confirmSchema = z.object({
  token_hash: z.string().min(8).max(200),
  type: z.enum(["signup", "magiclink", "recovery", "email_change", "email", "invite"]),
});

export const signOutSchema = z.object({});

export const createOrganizationSchema = z.object({
  name: z.string("Give it a name.").trim().min(1, "Give it a name.").max(80, "A name has up to 80 characters."),
});

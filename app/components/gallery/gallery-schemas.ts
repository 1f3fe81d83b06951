import { z } from "zod";

/** Stand-ins with the rules a real form would have. */
export const signInSchema = z.object({
  email: z.email("Enter an e-mail address."),
  password: z.string("Enter your password.").min(1, "Enter your password."),
});

export const emailSchema = signInSchema.pick({ email: true });

export const passwordSchema = z.object({
  password: z.string("Choose a password.").min(10, "Use at least 10 characters."),
});

export const nameSchema = z.object({
  name: z.string("Enter a name.").min(2, "Use at least 2 characters."),
});

export const contactSchema = z.object({
  name: z.string("Enter your name."),
  email: z.email("Enter an e-mail address."),
  message: z.string("Write a message.").min(10, "Write at least 10 characters."),
});

export const inviteSchema = z.object({
  role: z.enum(["viewer", "member", "admin"]),
  agreed: z.literal(true, "Tell them first.").optional(),
});

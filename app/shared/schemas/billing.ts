import { z } from "zod";

/** A path of this site: never another host's, however it is spelt. */
const sitePath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/, "This must be a path of this site, such as /success.")
  .refine((path) => new URL(path, "http://site.invalid").origin === "http://site.invalid", {
    error: "This must be a path of this site, such as /success.",
    abort: true,
  });

export const checkoutSchema = z.object({
  priceId: z.string().min(1).max(100),
  /** Where Stripe sends the buyer after paying, and after turning back. */
  successUrl: sitePath,
  cancelUrl: sitePath,
  /** Equal keys are one checkout, however often they are sent. */
  requestKey: z.string().min(8).max(100).optional(),
});

export const portalSchema = z.object({ returnUrl: sitePath });

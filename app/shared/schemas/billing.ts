import { z } from "zod";
import { sitePath } from "#app/shared/schemas/site-path.ts";

export const checkoutSchema = z.object({
  priceId: z.string().min(1).max(100),
  /** Where Stripe sends the buyer after paying, and after turning back. */
  successUrl: sitePath,
  cancelUrl: sitePath,
  /** Equal keys are one checkout, however often they are sent. */
  requestKey: z.string().min(8).max(100).optional(),
});

export const portalSchema = z.object({ returnUrl: sitePath });

import { answerStripeWebhook } from "#app/server/actions/billing/answer-stripe-webhook.ts";
import type { Route } from "./+types/stripe-webhook.ts";

export const action = (args: Route.ActionArgs) => answerStripeWebhook(args);

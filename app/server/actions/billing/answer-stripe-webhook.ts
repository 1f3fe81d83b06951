import { applyStripeEvent } from "#app/server/actions/billing/apply-stripe-event.ts";
import { failureResponse } from "#app/server/pipeline/faces/answer-fetch.ts";
import { readBody } from "#app/server/pipeline/stages/read-body.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";

const MAX_BODY_BYTES = 512 * 1024;

/** Answers Stripe: 200 once the event's effect is stored, anything else makes it come again. */
export async function answerStripeWebhook({ request }: { request: Request }): Promise<Response> {
  try {
    const payload = (await readBody(request, MAX_BODY_BYTES)).toString("utf8");
    return Response.json(await applyStripeEvent({ payload, signature: request.headers.get("stripe-signature") ?? "" }));
  } catch (error) {
    return failureResponse(toApplicationError(error));
  }
}

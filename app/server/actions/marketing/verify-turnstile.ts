import { z } from "zod";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { CLOUDFLARE_TEST_SECRET, env } from "#app/server/platform/env.ts";
import { measureQueryTime } from "#app/server/platform/measure-query-time.ts";

const TIMEOUT_MS = seconds(5);

const verdictSchema = z.object({
  success: z.boolean(),
  hostname: z.string().optional(),
  action: z.string().optional(),
  "error-codes": z.array(z.string()).default([]),
});

type TurnstileCheck = {
  /** A UUID that is equal for every try of one form: Turnstile then gives the same verdict again. */
  id: string;
  token: string | undefined;
  /** What the widget was rendered for: a token of another form is not good here. */
  action: string;
  clientAddress: string;
  signal: AbortSignal;
};

/**
 * Asks Cloudflare whether a person sent this. Passes at once where Turnstile is not set up. A token is good
 * for one form; a service that does not answer refuses.
 *
 * @throws ApplicationError VALIDATION_FAILED for a missing or refused token, SERVICE_UNAVAILABLE without a verdict.
 */
export async function verifyTurnstile({ id, token, action, clientAddress, signal }: TurnstileCheck): Promise<void> {
  const { TURNSTILE_SECRET_KEY: secret, TURNSTILE_VERIFY_URL, APP_URL } = env();
  if (secret === undefined) return;
  if (token === undefined || token === "")
    throw refused("Please wait for the check above the button, then send again.");

  const verdict = await measureQueryTime(askCloudflare, { operation: "turnstile" });
  if (!verdict.success) {
    throw refused(
      "The check that a person is writing did not pass. Please try it again.",
      verdict["error-codes"].join(),
    );
  }
  // Cloudflare's test keys, which only a loopback APP_URL may have, answer for a host of their own.
  if (CLOUDFLARE_TEST_SECRET.test(secret)) return;
  if (verdict.hostname !== new URL(APP_URL).hostname || verdict.action !== action) {
    throw refused("The check that a person is writing did not pass. Please try it again.", "host or action differs");
  }

  async function askCloudflare(): Promise<z.output<typeof verdictSchema>> {
    try {
      const response = await fetch(TURNSTILE_VERIFY_URL, {
        method: "POST",
        body: new URLSearchParams({ secret: secret!, response: token!, remoteip: clientAddress, idempotency_key: id }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        redirect: "error",
      });
      if (!response.ok) throw new Error(`Turnstile answered ${response.status}`);
      return verdictSchema.parse(await response.json());
    } catch (error) {
      throw new ApplicationError({
        code: "SERVICE_UNAVAILABLE",
        message: "The check that a person is writing is not answering. Nothing was sent; please try again in a minute.",
        cause: error,
      });
    }
  }
}

function refused(message: string, reason?: string): ApplicationError {
  return new ApplicationError({
    code: "VALIDATION_FAILED",
    fieldErrors: { "": [message] },
    ...(reason === undefined ? {} : { cause: new Error(`Turnstile: ${reason}`) }),
  });
}

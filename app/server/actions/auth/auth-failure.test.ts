import { AuthApiError, AuthRetryableFetchError } from "@supabase/supabase-js";
import { expect, test } from "vitest";

import { throwIfUnavailable } from "#app/server/actions/auth/auth-failure.ts";

test("an auth service that is busy asks for patience, one that is away says so, one that says no is the caller's", () => {
  expect(() => throwIfUnavailable(new AuthApiError("slow down", 429, "over_request_rate_limit"))).toThrow(
    expect.objectContaining({ code: "RATE_LIMITED", retryAfter: 60 }),
  );
  for (const status of [0, 502])
    expect(() => throwIfUnavailable(new AuthRetryableFetchError("gone", status))).toThrow(
      expect.objectContaining({ code: "SERVICE_UNAVAILABLE" }),
    );
  expect(() => throwIfUnavailable(new AuthApiError("no", 400, "invalid_credentials"))).not.toThrow();
});

test("that an address was mailed a moment ago does not show, since it would only for known ones", () => {
  expect(() => throwIfUnavailable(new AuthApiError("wait", 429, "over_email_send_rate_limit"))).not.toThrow();
});

import { Notice } from "#app/components/ui/notice.tsx";
import type { FormFailure } from "./form-outcome.ts";
import { RetryCountdown } from "./retry-countdown.tsx";

/** Why nothing was done, and when to try again. */
export function FormFailureNotice({ failure }: { failure: FormFailure }) {
  return (
    <Notice tone={failure.code === "RATE_LIMITED" ? "caution" : "danger"} role="alert">
      <p>{failure.message}</p>
      {failure.retryAfter === undefined ? null : (
        <RetryCountdown key={failure.retryAfter} seconds={failure.retryAfter} />
      )}
    </Notice>
  );
}

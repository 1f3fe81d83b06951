import type { SubmissionResult } from "@conform-to/react";
import type { ErrorCode } from "#app/shared/errors.ts";

/** What a page's action left for its form: field errors with what was typed, or one failure of the whole. */
export type FormOutcome = {
  lastResult?: SubmissionResult<string[]> | null;
  failure?: FormFailure | null;
};

export type FormFailure = {
  code: ErrorCode;
  /** Public text. */
  message: string;
  /** Seconds to wait, for `RATE_LIMITED`. */
  retryAfter?: number;
};

import type { SubmissionResult } from "@conform-to/react";
import type { FormFailure, FormOutcome } from "#app/components/form/form-outcome.ts";

type Reply = { result?: SubmissionResult; error?: FormFailure } | undefined;

/** An action's reply as a form component takes it. */
export function formOutcome(reply: Reply): FormOutcome {
  if (reply === undefined) return {};
  const failure = reply.error && reply.error.code !== "VALIDATION_FAILED" ? reply.error : null;
  return { lastResult: reply.result as FormOutcome["lastResult"], failure };
}

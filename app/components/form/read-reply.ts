import type { SubmissionResult } from "@conform-to/react";
import type { FormFailure, FormOutcome } from "./form-outcome.ts";

/** What a page's `actionData` holds after its form. */
export type FormReply = { result?: SubmissionResult; error?: FormFailure } | undefined;

/** An action's reply as a form component takes it. */
export function readReply(reply: FormReply): FormOutcome {
  if (reply === undefined) return {};
  const failure = reply.error && reply.error.code !== "VALIDATION_FAILED" ? reply.error : null;
  return { lastResult: reply.result as FormOutcome["lastResult"], failure };
}

import type { FormReply } from "#app/components/form/read-reply.ts";

/** What a plain form's post left for the question box: the typed text, its errors, a failure. */
export function postedQuestion(reply: FormReply) {
  if (reply === undefined) return undefined;
  const typed = reply.result?.initialValue?.["question"];
  const errors = reply.result?.error?.["question"] ?? undefined;
  const failure = reply.error && reply.error.code !== "VALIDATION_FAILED" ? reply.error : null;
  return {
    failure,
    ...(typeof typed === "string" ? { question: typed } : {}),
    ...(errors ? { errors } : {}),
  };
}

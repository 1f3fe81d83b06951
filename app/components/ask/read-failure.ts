import type { FormFailure } from "#app/components/form/form-outcome.ts";

/** What the ask route answered instead of a stream: an `ActionResult` as JSON, or something unreadable. */
export function readFailure(text: string): FormFailure {
  try {
    const { code, error, retryAfter } = JSON.parse(text);
    if (typeof code === "string" && typeof error === "string") {
      return { code: code as FormFailure["code"], message: error, ...(retryAfter ? { retryAfter } : {}) };
    }
  } catch {
    // Not JSON: a network failure's own words, which say nothing to a reader.
  }
  return {
    code: "SERVICE_UNAVAILABLE",
    message: "The connection was lost. Your question was kept; reload the page to see where it stands.",
  };
}

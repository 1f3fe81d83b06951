import type { z } from "zod";

import { findUnstorableText } from "#app/server/pipeline/stages/find-unstorable-text.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";

/**
 * Checks a value against a schema.
 *
 * @param context names the caller in the log.
 * @returns the parsed value, defaults and transforms applied.
 * @throws ApplicationError VALIDATION_FAILED with messages by field (`a.b[0]`); the empty key is about the
 * whole value.
 * @example
 * const validated = validateInput(contactSchema, input, "contact form");
 */
export function validateInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  context?: string,
): z.output<Schema> {
  const unstorable = findUnstorableText(input);
  if (unstorable !== null)
    throw invalid({ [formatPath(unstorable)]: ["This contains a character that is not text."] }, context);
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fieldErrors: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) (fieldErrors[formatPath(issue.path)] ??= []).push(issue.message);
  throw invalid(fieldErrors, context);
}

function invalid(fieldErrors: Record<string, string[]>, context: string | undefined): ApplicationError {
  return new ApplicationError({
    code: "VALIDATION_FAILED",
    fieldErrors,
    cause: new Error(
      `Invalid input${context === undefined ? "" : ` for ${context}`}: ${Object.keys(fieldErrors).join(", ")}`,
    ),
  });
}

function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === "number") return `${text}[${part}]`;
    return text === "" ? String(part) : `${text}.${String(part)}`;
  }, "");
}

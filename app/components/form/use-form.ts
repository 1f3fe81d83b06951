import { useForm as useConform, type DefaultValue, type SubmissionResult } from "@conform-to/react";
import { getZodConstraint, parseWithZod } from "@conform-to/zod/v4";
import { z } from "zod";

// The page's content policy forbids `eval`; without this Zod tries it once and the browser reports a violation.
if (typeof document !== "undefined") z.config({ jitless: true });

export type FormSchema = z.ZodType<Record<string, unknown>, Record<string, unknown>>;

type UseFormOptions<Schema extends FormSchema> = {
  /** Stable across server and browser, so that links to fields and errors hold without JavaScript. */
  id: string;
  schema: Schema;
  /** What the action answered: errors, and what was typed. */
  lastResult?: SubmissionResult<string[]> | null;
  defaultValue?: DefaultValue<z.input<Schema>>;
};

/**
 * Conform with this product's one way of checking: on leaving a field, then while it is being mended; the same schema
 * as the server's. A schema that only the server knows is checked there alone.
 */
export function useForm<Schema extends FormSchema>({ id, schema, lastResult, defaultValue }: UseFormOptions<Schema>) {
  return useConform<z.input<Schema>, z.output<Schema>, string[]>({
    id,
    lastResult,
    defaultValue,
    constraint: getZodConstraint(schema),
    shouldValidate: "onBlur",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema }),
  });
}

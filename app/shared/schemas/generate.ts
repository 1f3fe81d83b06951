import { z } from "zod";

import { questionSchema } from "#app/shared/schemas/ask.ts";

export const generateSqlSchema = z.object({
  question: questionSchema,
  /** A table the caller believes is meant. Used where the question alone does not lead to SQL. */
  detectedTableIntent: z.string().max(200).optional(),
});

const choiceSchema = z.object({ label: z.string(), question: z.string() });

export const interpretationSchema = z.object({
  summary: z.string(),
  chips: z.array(
    z.object({
      role: z.enum(["table", "measure", "dimension", "grain", "filter", "sort", "limit", "operation"]),
      label: z.string(),
      words: z.string().nullable(),
    }),
  ),
});

/** What a question became: SQL that the guard admits, a question back, or a refusal. */
export const generateSqlOutputSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("sql"),
    sql: z.string(),
    interpretation: interpretationSchema,
    assumptions: z.array(z.string()),
    /** 0..1 */
    confidence: z.number(),
    alternatives: z.array(choiceSchema),
    analyst: z.enum(["offline", "model"]),
  }),
  z.object({ kind: z.literal("clarification"), message: z.string(), choices: z.array(choiceSchema) }),
  z.object({
    kind: z.literal("refusal"),
    reason: z.enum([
      "unplaced_words",
      "not_about_data",
      "not_a_question",
      "unsupported_language",
      "unsupported_question",
      "write_request",
      "empty_catalog",
      "low_confidence",
    ]),
    message: z.string(),
    unplacedWords: z.array(z.string()),
    available: z.array(z.string()),
    suggestions: z.array(z.string()),
  }),
]);

export type GenerateSqlOutput = z.output<typeof generateSqlOutputSchema>;

/** What streams while SQL is made; the last item has `final: true`. SQL of an earlier item was not checked yet. */
export type GenerateSqlUpdate =
  | { final: false; interpretation?: Partial<z.output<typeof interpretationSchema>>; sql?: string }
  | { final: true; result: GenerateSqlOutput };

import { z } from "zod";

/**
 * What a model answers, in the order it should stream: how it read the question first, then the SQL.
 * Flat and without unions, because providers' structured modes differ in what else they take. Every
 * field but `kind` has a default: a model that leaves one out has still answered.
 */
export const modelAnswerSchema = z.object({
  kind: z.enum(["sql", "clarify", "refuse"]),
  interpretation: z.string().max(2_000).catch(""),
  assumptions: z.array(z.string().max(500)).max(20).catch([]),
  sql: z.string().max(20_000).catch(""),
  confidence: z.coerce.number().min(0).max(1).catch(0.5),
  chart: z.string().max(40).nullable().catch(null),
  message: z.string().max(2_000).catch(""),
  choices: z
    .array(z.object({ label: z.string().min(1).max(200), question: z.string().min(1).max(500) }))
    .max(10)
    .catch([]),
  unplacedWords: z.array(z.string().max(100)).max(20).catch([]),
});

export type ModelAnswer = z.infer<typeof modelAnswerSchema>;

/** The same shape without leniency, for a provider's structured mode. */
export const modelAnswerFormat = z.object({
  kind: z.enum(["sql", "clarify", "refuse"]),
  interpretation: z.string(),
  assumptions: z.array(z.string()),
  sql: z.string(),
  confidence: z.number(),
  chart: z.string().nullable(),
  message: z.string(),
  choices: z.array(z.object({ label: z.string(), question: z.string() })),
  unplacedWords: z.array(z.string()),
});

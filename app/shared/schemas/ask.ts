import { z } from "zod";
import { queryTargetSchema } from "#app/shared/query-target.ts";

/** Characters a question may have; longer ones are refused with a word on how to shorten them. */
export const QUESTION_MAX_CHARACTERS = 2_000;

export const questionSchema = z
  .string("Type a question.")
  .trim()
  .min(1, "Type a question.")
  .max(
    QUESTION_MAX_CHARACTERS,
    `A question can have up to ${QUESTION_MAX_CHARACTERS.toLocaleString("en")} characters. Ask for one thing at a time.`,
  );

/**
 * One turn of a conversation. Both ids are made where the question is typed, so that a double click, a
 * retry or a reload meets the run that is already there instead of starting another.
 */
export const askSchema = z.object({
  conversationId: z.uuid(),
  messageId: z.uuid(),
  question: questionSchema,
  target: queryTargetSchema.optional(),
});

export type AskInput = z.output<typeof askSchema>;

export const stopSchema = z.object({ runId: z.uuid() });

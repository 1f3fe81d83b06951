import { z } from "zod";

const column = z.string().max(200).optional();

/**
 * The form under a chart, as it is posted: one field a control, each optional because a big number or a table has
 * fewer. A missing column is "none". What the fields may mean for the data is decided where the rows are.
 */
export const chartFormSchema = z.object({
  conversationId: z.uuid(),
  messageId: z.uuid(),
  resultId: z.uuid(),
  type: z.string().max(20).optional(),
  x: column,
  y: z.array(z.string().max(200)).max(12).default([]),
  series: column,
  /** `by-direction`, as in the chart's config. */
  sort: z
    .string()
    .regex(/^(data|natural|x|y)-(ascending|descending)$/)
    .optional(),
  stacking: z.enum(["none", "stacked", "share"]).optional(),
  goal: z
    .string()
    .trim()
    .max(30)
    .regex(/^-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\s*[km]?$/i, "Type a number, such as 100000 or 100k.")
    .optional(),
  /** A style, or `currency-` and an ISO 4217 code. */
  format: z
    .string()
    .regex(/^(auto|number|compact|percent|currency-[A-Z]{3})$/)
    .optional(),
  decimals: z
    .string()
    .regex(/^[0-6]$/)
    .optional(),
  title: z.string().trim().max(300, "A title can have up to 300 characters.").optional(),
});

export type ChartForm = z.output<typeof chartFormSchema>;

export const chartUndoSchema = chartFormSchema.pick({ conversationId: true, messageId: true, resultId: true });

import { z } from "zod";
import { applyChartEdit, type ChartEdit, type ChartEditOutcome } from "./apply-chart-edit.ts";
import { CHART_TYPES, dateFormatSchema, numberFormatSchema, type ChartConfig } from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import { readAmount } from "./read-amount.ts";
import { readGoal } from "./read-goal.ts";

const SORTS = [
  "data-ascending",
  "natural-ascending",
  "natural-descending",
  "x-ascending",
  "x-descending",
  "y-descending",
  "y-ascending",
] as const;
const text = (longest: number) => z.string().max(longest).default("");

/** The fields of the plain form that edits a chart, as a browser posts them: text, an unticked box is absent. */
export const chartFormSchema = z.object({
  type: z.enum(CHART_TYPES),
  x: text(200),
  y: text(200),
  series: text(200),
  sort: z.enum(SORTS),
  share: z.literal("on").optional(),
  goal: text(30).refine(
    (goal) => goal.trim() === "" || readAmount(goal.toLowerCase()) !== null,
    "Write a number, such as 100k.",
  ),
  goalLabel: text(100),
  numberStyle: numberFormatSchema.shape.style,
  currency: z
    .string()
    .regex(/^(?:[A-Z]{3})?$/, "Write three letters, such as EUR.")
    .default(""),
  dateFormat: dateFormatSchema,
  title: text(300),
});

export type ChartForm = z.infer<typeof chartFormSchema>;

/** What the form shows for a chart. */
export function chartFormValues(config: ChartConfig): ChartForm {
  return {
    type: config.type,
    x: config.x ?? "",
    y: config.y[0] ?? "",
    series: config.series ?? "",
    sort: SORTS.find((sort) => sort === `${config.sort.by}-${config.sort.direction}`) ?? "data-ascending",
    ...(config.share ? { share: "on" as const } : {}),
    goal: config.goalLine ? String(config.goalLine.value) : "",
    goalLabel: config.goalLine?.label ?? "",
    numberStyle: config.numberFormat.style,
    currency: config.numberFormat.currency ?? "",
    dateFormat: config.dateFormat,
    title: config.title,
  };
}

/**
 * Applies a posted form: only fields that differ from what the form showed become edits, one after the other, so
 * that changing the type does not also pin the columns. Stops at nothing; `mended` says what could not be done.
 */
export function applyChartForm(config: ChartConfig, form: ChartForm, result: ChartInput): ChartEditOutcome {
  const outcome: ChartEditOutcome = { config, applied: true, mended: [] };
  for (const edit of listEdits(chartFormValues(config), form, (goal) =>
    readGoal(goal, { ...config, share: form.share === "on" }, result),
  )) {
    const next = applyChartEdit(outcome.config, edit, result);
    outcome.config = next.config;
    outcome.applied &&= next.applied;
    outcome.mended.push(...next.mended);
  }
  return outcome;
}

function listEdits(shown: ChartForm, posted: ChartForm, goalOf: (text: string) => number | null): ChartEdit[] {
  const changed = (...keys: (keyof ChartForm)[]) => keys.some((key) => shown[key] !== posted[key]);
  const edits: ChartEdit[] = [];
  if (changed("type")) edits.push({ kind: "type", type: posted.type });
  if (changed("x") && posted.x !== "") edits.push({ kind: "x", column: posted.x });
  if (changed("y") && posted.y !== "") edits.push({ kind: "y", columns: [posted.y] });
  if (changed("series")) edits.push({ kind: "series", column: posted.series || null });
  if (changed("share")) edits.push({ kind: "share", share: posted.share === "on" });
  if (changed("sort")) edits.push({ kind: "sort", sort: readSort(posted.sort) });
  if (changed("goal", "goalLabel")) {
    const value = goalOf(posted.goal);
    edits.push({ kind: "goal_line", goalLine: value === null ? null : { value, label: posted.goalLabel || null } });
  }
  if (changed("numberStyle", "currency")) {
    edits.push({
      kind: "number_format",
      numberFormat: { style: posted.numberStyle, currency: posted.currency || null, decimals: null },
    });
  }
  if (changed("dateFormat")) edits.push({ kind: "date_format", dateFormat: posted.dateFormat });
  if (changed("title")) edits.push({ kind: "title", title: posted.title });
  return edits;
}

function readSort(sort: (typeof SORTS)[number]): ChartConfig["sort"] {
  const [by, direction] = sort.split("-") as [ChartConfig["sort"]["by"], ChartConfig["sort"]["direction"]];
  return { by, direction };
}

import { isDeepStrictEqual } from "node:util";
import type { ChartEdit } from "#app/charts/apply-chart-edit.ts";
import { chartTypeSchema, type ChartConfig, type ChartType } from "#app/charts/config.ts";
import type { ChartForm } from "#app/shared/schemas/chart-form.ts";
import { chartFormValues } from "#app/shared/schemas/chart-form-values.ts";

/** The form's control that an edit comes from. */
export const FIELD_OF_EDIT: Partial<Record<ChartEdit["kind"], keyof ChartForm>> = {
  type: "type",
  x: "x",
  y: "y",
  aggregation: "y",
  series: "series",
  stacking: "stacking",
  share: "stacking",
  sort: "sort",
  goal_line: "goal",
  number_format: "format",
  title: "title",
};

/** What a posted form changes about a chart, in the order in which it can be applied. Empty where nothing differs. */
export function chartFormEdits(config: ChartConfig, form: ChartForm): ChartEdit[] {
  const before = chartFormValues(config);
  const edits: ChartEdit[] = [];
  const type = chartTypeSchema.safeParse(form.type).data;
  if (type !== undefined && type !== before.type) edits.push({ kind: "type", type: typeFor(type, config) });
  // A big number or a table has no axes to set, and its form no controls for them.
  if (before.type !== "big_number" && before.type !== "table") edits.push(...axisEdits(config, before, form));
  const numberFormat = formatOf(form);
  if (numberFormat !== null && !isDeepStrictEqual(numberFormat, formatOf(before))) {
    edits.push({ kind: "number_format", numberFormat });
  }
  if ((form.title ?? "") !== before.title) edits.push({ kind: "title", title: form.title ?? "" });
  return edits;
}

type Before = ReturnType<typeof chartFormValues>;

function axisEdits(config: ChartConfig, before: Before, form: ChartForm): ChartEdit[] {
  const edits: ChartEdit[] = [];
  if ((form.x ?? "") !== before.x) edits.push({ kind: "x", column: form.x ?? null });
  if (!isDeepStrictEqual([...form.y].sort(), [...before.y].sort())) {
    if (form.y.length === 0) edits.push({ kind: "aggregation", aggregation: "count" });
    edits.push({ kind: "y", columns: form.y });
  }
  if ((form.series ?? "") !== before.series) edits.push({ kind: "series", column: form.series ?? null });
  if (form.stacking !== undefined && form.stacking !== before.stacking) {
    if (before.stacking === "share") edits.push({ kind: "share", share: false });
    edits.push(
      form.stacking === "share"
        ? { kind: "share", share: true }
        : { kind: "stacking", stacked: form.stacking === "stacked" },
    );
  }
  if (form.sort !== undefined && form.sort !== before.sort) {
    const [by, direction] = form.sort.split("-") as [ChartConfig["sort"]["by"], ChartConfig["sort"]["direction"]];
    edits.push({ kind: "sort", sort: { by, direction } });
  }
  const goal = form.goal === undefined ? null : readAmount(form.goal);
  if (goal !== (config.goalLine?.value ?? null)) {
    const goalLine = goal === null ? null : { value: goal, label: config.goalLine?.label ?? null };
    edits.push({ kind: "goal_line", goalLine });
  }
  return edits;
}

/** Bars of several series stand side by side, areas of several are stacked. */
function typeFor(type: ChartType, { series, y }: ChartConfig): ChartType {
  if (series === null && y.length < 2) return type;
  return type === "bar" ? "grouped_bar" : type === "area" ? "stacked_area" : type;
}

function formatOf({ format, decimals }: Pick<ChartForm, "format" | "decimals">): ChartConfig["numberFormat"] | null {
  if (format === undefined) return null;
  const [style = "auto", currency = null] = format.split("-");
  return {
    style: style as ChartConfig["numberFormat"]["style"],
    currency,
    decimals: decimals ? Number(decimals) : null,
  };
}

/** "100,000", "2.5k" or "1m" as a number; the schema has checked its shape. */
function readAmount(text: string): number {
  const factor = { k: 1e3, m: 1e6 }[text.at(-1)?.toLowerCase() ?? ""] ?? 1;
  return Number(text.replaceAll(/[,\skm]/gi, "")) * factor;
}

import type { ChartConfig } from "#app/charts/config.ts";

/** A chart's config as the values of the form's controls; see `chartFormSchema`. */
export type ChartFormValues = {
  type: string;
  x: string;
  y: string[];
  series: string;
  sort: string;
  stacking: string;
  goal: string;
  format: string;
  decimals: string;
  title: string;
};

export function chartFormValues(config: ChartConfig): ChartFormValues {
  const { sort, numberFormat, goalLine } = config;
  return {
    type: chartFamily(config.type),
    x: config.x ?? "",
    y: config.y,
    series: config.series ?? "",
    sort: `${sort.by}-${sort.direction}`,
    stacking: config.share ? "share" : config.type.startsWith("stacked_") ? "stacked" : "none",
    goal: goalLine === null ? "" : String(goalLine.value),
    format: numberFormat.style === "currency" ? `currency-${numberFormat.currency ?? "USD"}` : numberFormat.style,
    decimals: numberFormat.decimals === null ? "" : String(numberFormat.decimals),
    title: config.title,
  };
}

/** The type without how its series stand, which is a control of its own. */
function chartFamily(type: ChartConfig["type"]): string {
  if (type === "stacked_bar" || type === "grouped_bar") return "bar";
  return type === "stacked_area" ? "area" : type;
}

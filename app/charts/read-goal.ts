import type { ChartConfig } from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import { profileColumns } from "./profile-columns.ts";
import { readAmount } from "./read-amount.ts";

/** A goal in the unit the chart is drawn in: "40%" is 0.4 where the axis holds shares or fractions. Null if unreadable. */
export function readGoal(text: string, config: ChartConfig, result: ChartInput): number | null {
  const value = readAmount(text.toLowerCase());
  if (value === null || !text.trim().endsWith("%")) return value;
  const measure = profileColumns(result).find(({ key }) => key === config.y[0])?.measure;
  return config.share || measure === "fraction" ? value / 100 : value;
}

import type { ChartData } from "./chart-data.ts";
import { describeData } from "./describe-data.ts";

const LONGEST_TEXT = 1_500;

/**
 * The text alternative of a chart: what it shows, its range, extremes and trend, and what was left out. Plain
 * text, every number read from the drawn data, at most 1,500 characters.
 */
export function describeChart(data: ChartData): string {
  const heading = data.config.title ? [`${data.config.title.replace(/[.:]$/, "")}.`] : [];
  const text = [...heading, ...describeData(data).sentences, ...data.notices].join(" ");
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

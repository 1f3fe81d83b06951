import type { Cell } from "#app/shared/result-set.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { DataShape } from "./data-shape.ts";
import { nameCategory } from "./name-category.ts";

const LONGEST_TITLE = 120;

const AGGREGATION_WORDS = {
  none: "",
  sum: "Total ",
  average: "Average ",
  count: "Count of ",
  minimum: "Lowest ",
  maximum: "Highest ",
} as const satisfies Record<ChartConfig["aggregation"], string>;

/** A plain title and description from the columns shown: "Revenue by month and region". */
export function nameChart(
  config: ChartConfig,
  shape: DataShape,
  firstRow: Cell[] = [],
): Pick<ChartConfig, "title" | "description"> {
  const label = (key: string | null) => shape.profiles.find((profile) => profile.key === key)?.label ?? "";
  const title = cut(
    config.type === "big_number" ? nameNumber(config, shape, firstRow) : writeTitle(config, shape, label),
  );
  const kind = config.type.replaceAll("_", " ");
  const description =
    config.type === "table"
      ? `Table of ${shape.rowCount} ${shape.rowCount === 1 ? "row" : "rows"}.`
      : `${capitalise(kind)}: ${title}.`;
  return { title, description: description.slice(0, 300) };
}

function writeTitle(config: ChartConfig, shape: DataShape, label: (key: string | null) => string): string {
  const measures = joinWords(config.y.map((key, index) => lowerAfter(index, label(key))));
  const x = lower(label(config.x));
  switch (config.type) {
    case "table":
      return "";
    case "histogram":
      return `Distribution of ${x}`;
    case "scatter":
    case "bubble":
      return `${measures} against ${x}${config.series ? `, by ${lower(label(config.series))}` : ""}`;
    default: {
      const what = measures ? withAggregation(config, measures, shape.profiles) : "Rows";
      const by = [x, lower(label(config.series))].filter(Boolean);
      const along = by.length > 0 ? ` by ${by.join(" and ")}` : "";
      return `${config.share ? "Share of " : ""}${config.share ? lower(what) : what}${along}`;
    }
  }
}

/** A number is named with the row it belongs to: "Hours: Design, Mar 2024". */
function nameNumber(config: ChartConfig, { profiles }: DataShape, firstRow: Cell[]): string {
  const measures = config.y.map((key, index) =>
    lowerAfter(index, profiles.find((profile) => profile.key === key)?.label ?? ""),
  );
  const row = profiles
    .filter(
      ({ role, index }) =>
        role !== "quantitative" && role !== "id" && role !== "other" && (firstRow[index] ?? null) !== null,
    )
    .slice(0, 3)
    .map((profile) => nameCategory(firstRow[profile.index] ?? null, profile));
  return [joinWords(measures), row.join(", ")].filter(Boolean).join(": ");
}

function withAggregation(config: ChartConfig, measures: string, profiles: ColumnProfile[]): string {
  const word = AGGREGATION_WORDS[config.aggregation];
  const measure = profiles.find(({ key }) => key === config.y[0]);
  const said = word.trim() !== "" && measure?.label.toLowerCase().startsWith(word.trim().toLowerCase());
  return word && !said ? `${word}${lower(measures)}` : measures;
}

function lowerAfter(index: number, text: string): string {
  return index === 0 ? text : lower(text);
}

/** Lower-cases a first letter, but leaves "VAT" and "MRR USD" alone. */
function lower(text: string): string {
  return /^[A-Z][A-Z\d]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function joinWords(words: string[]): string {
  if (words.length <= 1) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function cut(text: string): string {
  const clean = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ").trim();
  return clean.length > LONGEST_TITLE ? `${clean.slice(0, LONGEST_TITLE - 1)}…` : clean;
}

import type { ChartInput } from "#app/charts/chart-input.ts";
import type { ChartType } from "#app/charts/chart-config-schema.ts";
import type { Cell } from "#app/shared/result-set.ts";

/** What can happen to data, each of which every chart must survive and stay honest about. */
export const GALLERY_VARIANTS = [
  "realistic",
  "empty",
  "one_point",
  "negative",
  "huge",
  "tiny",
  "long_labels",
  "fifty_series",
  "nulls",
] as const;

export type GalleryVariant = (typeof GALLERY_VARIANTS)[number];

/** The types that draw something. */
export const GALLERY_TYPES = [
  "bar",
  "stacked_bar",
  "grouped_bar",
  "line",
  "area",
  "stacked_area",
  "pie",
  "donut",
  "scatter",
  "bubble",
  "histogram",
  "heatmap",
  "big_number",
] as const satisfies readonly ChartType[];

export type GalleryType = (typeof GALLERY_TYPES)[number];

const NAMES = ["Northwind", "Acme", "Globex", "Initech", "Umbrella"];
const TEAMS = ["Design", "Web", "Data", "Platform"];
const LONG = "Migration of the invoicing and accounts receivable platform to the new regional data centre, phase";
const MONTHS = 18;

/** Data for one chart type in one state. The same at every call. */
export function galleryResult(type: GalleryType, variant: GalleryVariant): ChartInput {
  const full = fullResult(type, variant);
  const rows = variant === "empty" ? [] : variant === "one_point" ? full.rows.slice(0, 1) : full.rows;
  return {
    columns: full.columns,
    rows: rows.map((row, index) =>
      row.map((cell, column) => vary(cell, full.columns[column]?.name ?? "", variant, index)),
    ),
  };
}

function fullResult(type: GalleryType, variant: GalleryVariant): ChartInput {
  const many = variant === "fifty_series";
  const name = (list: readonly string[], index: number) =>
    variant === "long_labels"
      ? `${LONG} ${index + 1}`
      : many
        ? `Customer ${index + 1}`
        : (list[index % list.length] ?? "");
  const names = Array.from({ length: many ? 50 : 5 }, (_, index) => name(NAMES, index));
  const teams = Array.from({ length: many ? 50 : 4 }, (_, index) => name(TEAMS, index));
  const months = Array.from({ length: MONTHS }, (_, index) =>
    new Date(Date.UTC(2023, 6 + index, 1)).toISOString().slice(0, 10),
  );
  switch (type) {
    case "bar":
    case "pie":
    case "donut":
      return table(
        { company: "text", revenue: "numeric" },
        names.map((company, i) => [company, value(i, 60_000)]),
      );
    case "line":
    case "area":
      if (!many)
        return table(
          { month: "date", revenue: "numeric" },
          months.map((month, i) => [month, value(i, 40_000 + i * 2_500)]),
        );
      return table(
        { month: "date", company: "text", revenue: "numeric" },
        pairs(months, names).map(([month, company], i) => [month, company, value(i, 9_000 + (i % 50) * 900)]),
      );
    case "stacked_area":
      return table(
        { month: "date", team: "text", hours: "numeric" },
        pairs(months, teams).map(([month, team], i) => [month, team, value(i, 400)]),
      );
    case "stacked_bar":
      return table(
        { quarter: "date", team: "text", hours: "numeric" },
        pairs(
          months.filter((_, i) => i % 3 === 0),
          teams,
        ).map(([quarter, team], i) => [quarter, team, value(i, 900)]),
      );
    case "grouped_bar":
      return table(
        { team: "text", year: "int4", hours: "numeric" },
        pairs(teams.slice(0, 12), ["2022", "2023", "2024"]).map(([team, year], i) => [
          team,
          Number(year),
          value(i, 900),
        ]),
      );
    case "scatter":
      return table(
        { budget: "numeric", hours: "numeric", team: "text" },
        range(90).map((i) => [value(i, 90_000), value(i * 3 + 1, 800), teams[i % teams.length] ?? null]),
      );
    case "bubble":
      return table(
        { budget: "numeric", hours: "numeric", team_size: "int4", team: "text" },
        range(40).map((i) => [
          value(i, 90_000),
          value(i * 3 + 1, 800),
          Math.round(noise(i + 9) * 30) + 1,
          teams[i % teams.length] ?? null,
        ]),
      );
    case "histogram":
      return table(
        { amount: "numeric" },
        range(400).map((i) => [(Math.exp(noise(i) * 2 + noise(i + 500) * 2) * 90).toFixed(2)]),
      );
    case "heatmap":
      return table(
        { month: "date", team: "text", hours: "numeric" },
        pairs(months.slice(0, 12), teams).map(([month, team], i) => [month, team, value(i, 400)]),
      );
    case "big_number":
      return table({ total_revenue_usd: "numeric" }, [[value(3, 2_000_000)]]);
  }
}

function vary(cell: Cell, column: string, variant: GalleryVariant, row: number): Cell {
  if (variant === "nulls" && noise(row * 7 + column.length) < 0.3) return null;
  if (["company", "team", "month", "quarter", "year"].includes(column)) return cell;
  if (variant === "negative") return row % 3 === 1 ? String(-Number(cell) * 0.6) : cell;
  if (variant === "huge") return String(Math.round(Number(cell) * 1e8));
  if (variant === "tiny") return String(Number(cell) / 1e9);
  return cell;
}

function table(columns: Record<string, string>, rows: Cell[][]): ChartInput {
  return { columns: Object.entries(columns).map(([name, type]) => ({ name, type })), rows };
}

function pairs(outer: readonly string[], inner: readonly string[]): [string, string][] {
  return outer.flatMap((a) => inner.map((b): [string, string] => [a, b]));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function value(index: number, size: number): string {
  return (size * (0.55 + noise(index) * 0.9)).toFixed(2);
}

/** Between 0 and 1, fixed for an index. */
function noise(index: number): number {
  const wave = Math.sin(index * 12.9898 + 4.1) * 43_758.5453;
  return wave - Math.floor(wave);
}

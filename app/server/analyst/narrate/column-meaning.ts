import { isNumericType } from "#app/shared/format/is-numeric-type.ts";
import type { Cell, ResultColumn, ResultSet } from "#app/shared/result-set.ts";

export type ColumnMeaning = {
  index: number;
  column: ResultColumn;
  /** A quantity, a point in time, or what a row is about. */
  role: "measure" | "time" | "label";
  /** The column's name in plain words, without its unit. */
  words: string;
  /** As the name or type says: "USD", "%", "hours". Never guessed. */
  unit: string | null;
  /** Whether rows may be added up: false for averages, rates, ratios, extremes, running totals. */
  additive: boolean;
};

const UNITS: Record<string, string> = {
  usd: "USD",
  eur: "EUR",
  gbp: "GBP",
  chf: "CHF",
  jpy: "JPY",
  percent: "%",
  percentage: "%",
  pct: "%",
  hours: "hours",
  minutes: "minutes",
  seconds: "seconds",
  days: "days",
  ms: "ms",
  kg: "kg",
  cm: "cm",
  km: "km",
  lbs: "lbs",
};
/** What Postgres calls a column nobody named, and short forms people write. */
const SPOKEN: Record<string, string> = {
  "?column?": "value",
  avg: "average",
  max: "maximum",
  min: "minimum",
  sum: "total",
  num: "number of",
  qty: "quantity",
  dt: "date",
};
const KEY_NAME =
  /(?:^|[^a-z])(?:id|uuid|code|zip|zipcode|postcode|phone|key|year|month|day|week|quarter|hour|dow|no|nr)$/i;
const GLUED_KEY_NAME = /[a-z](?:Id|ID|Code|Key)$|^[a-z]{0,12}id$/;
const TIME_NAME = /(?:^|[^a-z])(?:year|month|quarter|week|day|date|period)$/i;
const TIME_TEXT = /^\d{4}(?:-\d\d(?:-\d\d)?|-?Q[1-4]|-?W\d\d)?$/;
const NOT_ADDITIVE =
  /(?:^|[^a-z])(?:avg|average|mean|median|min|minimum|max|maximum|highest|lowest|rate|ratio|share|percent|percentage|pct|rank|rating|score|running|cumulative|growth|change|age|price|stddev|variance|distinct)(?:[^a-z]|$)/i;

/** Reads what each column stands for from its type, name and values. */
export function columnMeanings(result: ResultSet): ColumnMeaning[] {
  return result.columns.map((column, index) => {
    const cells = result.rows.map((row) => row[index] ?? null).filter((cell) => cell !== null);
    const role = roleOf(column, cells);
    const { words, unit } = splitUnit(column.name);
    return {
      index,
      column,
      role,
      words,
      unit,
      additive: role === "measure" && !NOT_ADDITIVE.test(spaced(column.name)),
    };
  });
}

function roleOf(column: ResultColumn, cells: Cell[]): ColumnMeaning["role"] {
  if (column.type === "date" || column.type.startsWith("timestamp")) return "time";
  const timeNamed = TIME_NAME.test(spaced(column.name));
  if (timeNamed && cells.length > 0 && cells.every((cell) => TIME_TEXT.test(String(cell)))) return "time";
  const numeric = isNumericType(column.type) && column.type !== "money";
  const keyNamed = KEY_NAME.test(spaced(column.name)) || GLUED_KEY_NAME.test(column.name);
  return numeric && !keyNamed ? "measure" : "label";
}

function splitUnit(name: string): { words: string; unit: string | null } {
  const words = spaced(name).split(" ").filter(Boolean);
  const unit = UNITS[words.at(-1)?.toLowerCase() ?? ""] ?? null;
  const rest = unit && words.length > 1 ? words.slice(0, -1) : words;
  return { words: rest.map((word) => SPOKEN[word.toLowerCase()] ?? word).join(" ") || "value", unit };
}

/** `totalAmount_usd` as "total amount usd", capitals of acronyms kept. */
function spaced(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replaceAll(/[_\s]+/g, " ")
    .trim();
}

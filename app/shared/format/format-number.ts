/** A value Postgres sent as a number, or as text where JavaScript's numbers would lose digits. */
export type NumberLike = number | string;

const DECIMAL_TEXT = /^-?\d+(?:\.\d+)?$/;

/**
 * Groups thousands and keeps every digit: text such as `numeric` or a large `int8` never passes through a
 * double. Anything that is not a plain decimal ("NaN", "Infinity") comes back as it was.
 */
export function formatNumber(
  value: NumberLike,
  options: { minimumFractionDigits?: number; maximumFractionDigits?: number } = {},
): string {
  if (typeof value === "string" && !DECIMAL_TEXT.test(value)) return value;
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  // "12.50" keeps its zero: whoever wrote the type meant two places.
  const writtenDigits = typeof value === "string" ? (value.split(".")[1]?.length ?? 0) : 0;
  const maximum = Math.min(options.maximumFractionDigits ?? Math.max(20, writtenDigits), MOST_FRACTION_DIGITS);
  const minimum = Math.min(options.minimumFractionDigits ?? writtenDigits, maximum);
  // Decimal text is formatted digit by digit (ECMAScript 2023); the types know only numbers.
  return formatterFor(minimum, maximum)
    .format(value as number)
    .replace("-", "\u2212");
}

/** What `Intl.NumberFormat` allows. */
const MOST_FRACTION_DIGITS = 100;

/** Making a formatter costs far more than using one, and a table has thousands of cells. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatterFor(minimumFractionDigits: number, maximumFractionDigits: number): Intl.NumberFormat {
  const key = `${minimumFractionDigits}:${maximumFractionDigits}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat("en-US", { minimumFractionDigits, maximumFractionDigits });
  formatters.set(key, made);
  return made;
}

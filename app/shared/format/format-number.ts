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
  const maximumFractionDigits = options.maximumFractionDigits ?? Math.max(20, writtenDigits);
  const formatter = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: Math.min(options.minimumFractionDigits ?? writtenDigits, maximumFractionDigits),
    maximumFractionDigits,
  });
  // Decimal text is formatted digit by digit (ECMAScript 2023); the types know only numbers.
  return formatter.format(value as number).replace("-", "\u2212");
}

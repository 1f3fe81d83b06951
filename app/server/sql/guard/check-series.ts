import { castType, constantNumber, constantText, someText } from "./constants.ts";
import { Refusal } from "./refusal.ts";
import { asList, asNode, locationOf, type TreeNode, unwrap } from "./tree.ts";

/** Rows of one generate_series. */
const MAXIMUM_SERIES_ROWS = 100_000;
const MILLISECONDS_PER_HOUR = 3_600_000;

/**
 * generate_series must be seen to end: numbers need constant ends (or `least(..., 1000)`), times need a constant step of at
 * least an hour, or constant ends and not too many steps between them.
 */
export function checkSeries(node: TreeNode): void {
  const [start, stop, step] = asList(node.args);
  const bounded = isInterval(step) ? isBoundedTime(start, stop, step) : isBoundedNumber(start, stop, step);
  if (bounded) return;
  const suggestion = isInterval(step)
    ? "Use a step of an hour or more, or write both ends as dates."
    : "Write both ends as numbers, or wrap the last one: least(n, 1000).";
  throw new Refusal(
    "UNBOUNDED_SERIES",
    `generate_series must have ends that can be read from the SQL, at most ${MAXIMUM_SERIES_ROWS.toLocaleString("en")} apart.`,
    locationOf(node),
    suggestion,
  );
}

function isInterval(step: unknown): boolean {
  return castType(step) === "interval" || constantText(step) !== null || unwrap(step)?.type === "FuncCall";
}

function isBoundedNumber(start: unknown, stop: unknown, step: unknown): boolean {
  const stepSize = step === undefined ? 1 : constantNumber(step);
  if (stepSize === null || stepSize === 0) return false;
  // Walking downwards, the ends change roles.
  const low = lowerBound(stepSize > 0 ? start : stop);
  const high = upperBound(stepSize > 0 ? stop : start);
  return low !== null && high !== null && (high - low) / Math.abs(stepSize) < MAXIMUM_SERIES_ROWS;
}

/** The largest value a number in the SQL can have: a literal, or `least()` with one; null where nothing bounds it. */
export function upperBound(value: unknown): number | null {
  return constantNumber(value) ?? extremeOf(value, "IS_LEAST", Math.min);
}

function lowerBound(value: unknown): number | null {
  return constantNumber(value) ?? extremeOf(value, "IS_GREATEST", Math.max);
}

/** The constant among the arguments of least() or greatest() bounds it. */
function extremeOf(value: unknown, operation: string, choose: (...values: number[]) => number): number | null {
  const part = unwrap(value);
  if (part?.type !== "MinMaxExpr" || part.node.op !== operation) return null;
  const constants = asList(part.node.args)
    .map(constantNumber)
    .filter((number) => number !== null);
  return constants.length === 0 ? null : choose(...constants);
}

function isBoundedTime(start: unknown, stop: unknown, step: unknown): boolean {
  const stepMs = intervalMs(intervalText(step));
  if (stepMs === null || stepMs === 0) return false;
  if ([start, stop].some((end) => someText(end, isEndless))) return false;
  if (Math.abs(stepMs) >= MILLISECONDS_PER_HOUR) return true;
  const from = timeMs(start);
  const to = timeMs(stop);
  return from !== null && to !== null && Math.abs(to - from) / Math.abs(stepMs) < MAXIMUM_SERIES_ROWS;
}

/** 'infinity', and years that nobody's data has. */
function isEndless(text: string): boolean {
  return /inf|epoch|allballs/i.test(text) || /\d{5}/.test(text) || /\bbc\b/i.test(text);
}

function timeMs(value: unknown): number | null {
  const text = constantText(value);
  const milliseconds = text === null ? Number.NaN : Date.parse(text.replace(" ", "T"));
  return Number.isNaN(milliseconds) ? null : milliseconds;
}

const UNIT_MS: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|secs?|seconds?)$/, 1000],
  [/^(?:m|mins?|minutes?)$/, 60_000],
  [/^(?:h|hrs?|hours?)$/, MILLISECONDS_PER_HOUR],
  [/^(?:d|days?)$/, 24 * MILLISECONDS_PER_HOUR],
  [/^(?:w|weeks?)$/, 7 * 24 * MILLISECONDS_PER_HOUR],
  [/^(?:mons?|months?)$/, 28 * 24 * MILLISECONDS_PER_HOUR],
  [/^(?:y|yrs?|years?)$/, 365 * 24 * MILLISECONDS_PER_HOUR],
];

/** The parser keeps the unit of `interval '1' month` as a bit in the type. */
const UNIT_BITS: Readonly<Record<number, string>> = {
  2: "month",
  4: "year",
  8: "day",
  1024: "hour",
  2048: "minute",
  4096: "second",
};

function intervalText(step: unknown): string | null {
  const literal = constantText(step);
  const typeName = asNode(unwrap(step)?.node.typeName);
  const unit = typeName === null ? null : constantNumber(asList(typeName.typmods)[0]);
  return literal === null || unit === null ? literal : `${literal} ${UNIT_BITS[unit] ?? "?"}`;
}

/** The shortest an interval literal such as '1 month' or '30 minutes' can be; null for any other spelling. */
function intervalMs(text: string | null): number | null {
  if (text === null) return null;
  const parts = [
    ...text
      .trim()
      .toLowerCase()
      .matchAll(/([+-]?\d+(?:\.\d+)?)\s*([a-z]+)\s*/g),
  ];
  if (
    parts.length === 0 ||
    parts
      .map((part) => part[0])
      .join("")
      .trim() !== text.trim().toLowerCase()
  )
    return null;
  let total = 0;
  for (const [, amount, unit] of parts) {
    const size = UNIT_MS.find(([pattern]) => pattern.test(unit ?? ""));
    if (size === undefined) return null;
    total += Number(amount) * size[1];
  }
  return total;
}

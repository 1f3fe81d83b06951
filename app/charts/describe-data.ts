import type { CategoryData, ChartData, TimeData, ValueFormat } from "./chart-data.ts";
import { formatInstant } from "./format-instant.ts";
import { formatValue } from "./format-value.ts";
import { countNoun } from "./notice-words.ts";

/** The meaning of a chart in sentences: `sentences` for a reader who cannot see it, `takeaway` for everybody. */
export type DataDescription = { sentences: string[]; takeaway: string | null };

type Mark = { label: string; value: number };

/** Reads range, extremes and trend off the drawn data. Says nothing the picture does not show. */
export function describeData({ body, config }: ChartData): DataDescription {
  switch (body.kind) {
    case "empty":
      return { sentences: [body.message], takeaway: null };
    case "numbers":
      return {
        sentences: body.items.map(({ label, value, format }) => `${label}: ${formatValue(value, format)}.`),
        takeaway: null,
      };
    case "categories":
      return describeCategories(body, config.type === "pie" || config.type === "donut" || config.share);
    case "time":
      return describeTime(body);
    case "bins": {
      const total = body.bins.reduce((sum, { count }) => sum + count, 0);
      const fullest = body.bins.reduce((best, bin) => (bin.count > best.count ? bin : best));
      const [first, last] = [body.bins[0], body.bins.at(-1)];
      const range = `${formatValue(first?.from ?? 0, body.xFormat)} to ${formatValue(last?.to ?? 0, body.xFormat)}`;
      const where =
        fullest.from === fullest.to
          ? formatValue(fullest.from, body.xFormat)
          : `${formatValue(fullest.from, body.xFormat)} to ${formatValue(fullest.to, body.xFormat)}`;
      const takeaway = `Most common: ${where}, with ${fullest.count.toLocaleString("en-US")} of ${countNoun(total, "value")}.`;
      return {
        sentences: [
          `${countNoun(total, "value")} from ${range}, in ${countNoun(body.bins.length, "range")}.`,
          takeaway,
        ],
        takeaway: body.bins.length > 1 ? takeaway : null,
      };
    }
    case "points":
      return describePoints(body);
    case "matrix": {
      const name = ({ column, row }: { column: number; row: number }) => `${body.rows[row]}, ${body.columns[column]}`;
      const high = body.cells.reduce((best, cell) => (cell.value > best.value ? cell : best));
      const low = body.cells.reduce((best, cell) => (cell.value < best.value ? cell : best));
      const takeaway =
        high.value === low.value ? null : `Highest: ${name(high)} at ${formatValue(high.value, body.format)}.`;
      return {
        sentences: [
          `${countNoun(body.rows.length, "row")} by ${countNoun(body.columns.length, "column")}: ${body.yLabel} by ${body.xLabel}.`,
          `${body.valueLabel} from ${formatValue(low.value, body.format)} (${name(low)}) to ${formatValue(high.value, body.format)} (${name(high)}).`,
        ],
        takeaway,
      };
    }
  }
}

function describeCategories(body: CategoryData, parts: boolean): DataDescription {
  const names = body.series.map(({ name }) => name);
  const what = `${countNoun(body.categories.length, body.grain ?? "group")}${names.length > 1 ? ` and ${countNoun(names.length, "series", "series")}: ${listNames(names)}` : ""}.`;
  const described = body.series.map((series) => {
    const marks = series.values.flatMap((value, index): Mark[] =>
      value === null ? [] : [{ label: body.categories[index]?.label ?? "", value }],
    );
    return describeMarks(
      marks,
      series.format,
      body.grain !== null,
      names.length > 1 ? series.name : "",
      series.isOther,
    );
  });
  const sentences = [what, ...described.map(({ text }) => text).filter(Boolean)];
  if (names.length === 1) {
    const series = body.series[0];
    if (parts && series) return { sentences, takeaway: largestPart(body) ?? described[0]?.takeaway ?? null };
    return { sentences, takeaway: described[0]?.takeaway ?? null };
  }
  return { sentences, takeaway: leadingSeries(body) };
}

function describeTime(body: TimeData): DataDescription {
  const grain = body.grain ?? "minute";
  const described = body.series.map(({ name, points, format, isOther }) => {
    const marks = points.flatMap(([instant, value]): Mark[] =>
      value === null ? [] : [{ label: formatInstant(instant, grain), value }],
    );
    return describeMarks(marks, format, true, body.series.length > 1 ? name : "", isOther);
  });
  const takeaway = body.series.length === 1 ? (described[0]?.takeaway ?? null) : null;
  return {
    sentences: [
      body.series.length > 1
        ? `${body.series.length} lines: ${listNames(body.series.map(({ name }) => name))}.`
        : "One line.",
      ...described.map(({ text }) => text),
    ],
    takeaway,
  };
}

function describeMarks(
  marks: Mark[],
  format: ValueFormat,
  overTime: boolean,
  name: string,
  isOther: boolean,
): { text: string; takeaway: string | null } {
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last) return { text: "", takeaway: null };
  const subject = name ? `${name}: ` : "";
  if (marks.length === 1)
    return { text: `${subject}${formatValue(first.value, format)} in ${first.label}.`, takeaway: null };
  const high = marks.reduce((best, mark) => (mark.value > best.value ? mark : best));
  const low = marks.reduce((best, mark) => (mark.value < best.value ? mark : best));
  if (high.value === low.value)
    return {
      text: `${subject}${subject ? "always" : "Always"} ${formatValue(high.value, format)}.`,
      takeaway: `The same everywhere: ${formatValue(high.value, format)}.`,
    };
  const range = `${subject}${subject ? "lowest" : "Lowest"} ${formatValue(low.value, format)} (${low.label}), highest ${formatValue(high.value, format)} (${high.label})`;
  if (!overTime) {
    return { text: `${range}.`, takeaway: isOther ? null : highestMark(high, marks, format) };
  }
  const change = describeChange(first, last, format);
  return { text: `${range}; ${change}.`, takeaway: `${change.charAt(0).toUpperCase()}${change.slice(1)}.` };
}

function highestMark(high: Mark, marks: Mark[], format: ValueFormat): string {
  const second = marks.filter((mark) => mark !== high).reduce((best, mark) => (mark.value > best.value ? mark : best));
  if (second.value === high.value)
    return `${high.label} and ${second.label} are highest at ${formatValue(high.value, format)}.`;
  return `${high.label} is highest at ${formatValue(high.value, format)}, then ${second.label} at ${formatValue(second.value, format)}.`;
}

/** Change from the first to the last point, in the measure's unit and in per cent where that has a meaning. */
function describeChange(first: Mark, last: Mark, format: ValueFormat): string {
  const ends = `from ${formatValue(first.value, format)} in ${first.label} to ${formatValue(last.value, format)} in ${last.label}`;
  if (first.value === last.value) return `unchanged ${ends}`;
  const direction = last.value > first.value ? "up" : "down";
  if (first.value <= 0 || last.value < 0 || format.style === "percent") return `${direction} ${ends}`;
  const percent = Math.abs(last.value / first.value - 1) * 100;
  return `${direction} ${percent >= 1_000 ? "more than tenfold" : `${percent.toFixed(percent < 10 ? 1 : 0)}%`} ${ends}`;
}

function largestPart(body: CategoryData): string | null {
  const series = body.series[0];
  const total = series?.values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0) ?? 0;
  if (!series || total === 0) return null;
  const best = series.values.reduce<number>(
    (at, value, index) => ((value ?? 0) > (series.values[at] ?? 0) ? index : at),
    0,
  );
  return `${body.categories[best]?.label ?? ""} is the largest part, ${(((series.values[best] ?? 0) / total) * 100).toFixed(0)}% of the total.`;
}

function leadingSeries(body: CategoryData): string | null {
  const marks = body.series.flatMap(({ values, name, format, isOther }) =>
    values.flatMap((value, index) =>
      value === null || isOther ? [] : [{ label: `${name}, ${body.categories[index]?.label ?? ""}`, value, format }],
    ),
  );
  const [first] = marks;
  if (!first || marks.length < 2) return null;
  const high = marks.reduce((best, mark) => (mark.value > best.value ? mark : best));
  return marks.filter(({ value }) => value === high.value).length > 1
    ? null
    : `Highest: ${high.label} at ${formatValue(high.value, high.format)}.`;
}

function describePoints(body: Extract<ChartData["body"], { kind: "points" }>): DataDescription {
  const points = body.series.flatMap(({ points: own }) => own);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const strength = correlation(xs, ys);
  const range = (values: number[], format: ValueFormat) =>
    `${formatValue(least(values), format)} to ${formatValue(most(values), format)}`;
  const sentences = [
    `${countNoun(points.length, "point")}${body.series.length > 1 ? ` in ${countNoun(body.series.length, "group")}` : ""}.`,
    `${body.xLabel} from ${range(xs, body.xFormat)}, ${body.yLabel} from ${range(ys, body.yFormat)}.`,
  ];
  if (strength === null || points.length < 10) return { sentences, takeaway: null };
  const size = Math.abs(strength);
  const word = size < 0.2 ? "no clear" : size < 0.5 ? "a weak" : size < 0.8 ? "a clear" : "a strong";
  const way = size < 0.2 ? "" : strength > 0 ? " rising" : " falling";
  const takeaway = `There is ${word}${way} relation between ${body.xLabel} and ${body.yLabel} (r = ${strength.toFixed(2).replace("-", "−")}).`;
  return { sentences: [...sentences, takeaway], takeaway };
}

/** Pearson's r; null where a measure does not vary. */
function correlation(xs: number[], ys: number[]): number | null {
  const count = xs.length;
  const [meanX, meanY] = [xs.reduce((a, b) => a + b, 0) / count, ys.reduce((a, b) => a + b, 0) / count];
  let [both, squareX, squareY] = [0, 0, 0];
  for (const [index, x] of xs.entries()) {
    const [dx, dy] = [x - meanX, (ys[index] ?? 0) - meanY];
    both += dx * dy;
    squareX += dx * dx;
    squareY += dy * dy;
  }
  const strength = both / Math.sqrt(squareX * squareY);
  return Number.isFinite(strength) ? strength : null;
}

function least(values: number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function most(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}

function listNames(names: string[]): string {
  return names.join(", ");
}

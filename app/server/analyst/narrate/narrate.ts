import { type ColumnMeaning, columnMeanings } from "#app/server/analyst/narrate/column-meaning.ts";
import { median } from "#app/server/analyst/narrate/median.ts";
import { sumDecimals } from "#app/server/analyst/narrate/sum-decimals.ts";
import { formatCell } from "#app/shared/format/format-cell.ts";
import { formatCount } from "#app/shared/format/format-count.ts";
import { isNumericType } from "#app/shared/format/is-numeric-type.ts";
import { formatMonth } from "#app/shared/format/format-month.ts";
import { formatNumber } from "#app/shared/format/format-number.ts";
import type { Interpretation } from "#app/shared/analyst.ts";
import type { Cell, ResultSet } from "#app/shared/result-set.ts";

export type NarrateInput = {
  result: ResultSet;
  /** How the question was read; names the filters of an empty result. */
  answer?: { interpretation: Interpretation };
};

type Point = { label: string; cells: Cell[]; value: number; raw: string | number };

const LABELS_NAMED = 3;
const FEWEST_POINTS_FOR_OUTLIER = 8;
/** Tukey's "far out" fence, in interquartile ranges (Exploratory Data Analysis, 1977). */
const OUTLIER_FENCE = 3;

/**
 * One to three sentences from the rows: the value, or top, bottom, total, change and what stands out.
 * Deterministic; says nothing the rows do not hold, and no total over rows that were cut.
 */
export function narrate({ result, answer }: NarrateInput): string {
  if (result.rows.length === 0) return narrateEmpty(answer?.interpretation);
  const columns = columnMeanings(result);
  if (result.rows.length === 1) return narrateOneRow(result, columns);

  const measure = mainMeasure(result, columns);
  const time = columns.find((column) => column.role === "time");
  const labels = columns.filter((column) => column.role === "label");
  const sentences =
    measure && time && labels.length === 0
      ? narrateSeries(result, time, measure)
      : measure && (labels.length > 0 || time)
        ? narrateRanking(result, time ? [...telling(labels), time] : telling(labels), measure)
        : measure && columns.length === 1
          ? narrateNumbers(result, measure)
          : narrateList(result, columns);
  return [...sentences.slice(0, result.truncated ? 2 : 3), ...truncationNote(result)].join(" ");
}

function narrateEmpty(interpretation: Interpretation | undefined): string {
  const filters = (interpretation?.chips ?? []).filter(({ role }) => role === "filter").map(({ label }) => label);
  return filters.length > 0 ? `No rows match ${listed(filters)}.` : "No rows match this question.";
}

function narrateOneRow(result: ResultSet, columns: ColumnMeaning[]): string {
  const row = result.rows[0] ?? [];
  const [only] = columns;
  if (only && columns.length === 1) {
    const cell = row[0] ?? null;
    if (cell === null) return `${capitalised(only.words)}: no value.`;
    return `${capitalised(only.words)}: ${written(cell, only)}.`;
  }
  const parts = columns.slice(0, 4).map((column) => {
    const cell = row[column.index] ?? null;
    return `${column.words} ${cell === null ? "unknown" : written(cell, column)}`;
  });
  return `${capitalised(parts.join(", "))}.`;
}

function narrateSeries(result: ResultSet, time: ColumnMeaning, measure: ColumnMeaning): string[] {
  const grain = timeGrain(result, time);
  const points = pointsOf(result, [time], measure)
    .filter(({ cells }) => cells[time.index] !== null)
    .toSorted((left, right) => (comparable(left.cells[time.index]) < comparable(right.cells[time.index]) ? -1 : 1))
    .map((point) => ({ ...point, label: timeLabel(point, time, grain) }));
  const first = points[0];
  const last = points.at(-1);
  const times = new Set(points.map(({ cells }) => cells[time.index]));
  if (!first || !last || points.length < 2) return narrateList(result, [time, measure]);
  if (times.size < points.length) return narrateRanking(result, [time], measure);
  const sentences = [
    `${capitalised(measure.words)} went from ${amount(first.raw, measure)} (${first.label}) to ${amount(last.raw, measure)} (${last.label})${change(first.value, last.value, measure)}.`,
  ];
  if (points.length > 2) sentences.push(extremes(points, measure, grain === "day" ? "on" : "in"));
  const whole = measure.additive && !result.truncated && points.length === result.rows.length;
  if (whole) sentences.push(`In total ${amount(total(points), measure)}.`);
  return sentences;
}

/** A column of firsts of January holds years, one of firsts of a month months. */
function timeGrain(result: ResultSet, time: ColumnMeaning): "year" | "month" | "day" | "other" {
  const texts = result.rows.map((row) => String(row[time.index] ?? "")).filter((text) => text !== "");
  if (!texts.every((text) => /^\d{4}-\d\d-\d\d/.test(text))) return "other";
  if (texts.every((text) => /^\d{4}-01-01(?: 00:00:00|$)/.test(text))) return "year";
  if (texts.every((text) => /^\d{4}-\d\d-01(?: 00:00:00|$)/.test(text))) return "month";
  return "day";
}

function timeLabel(point: Point, time: ColumnMeaning, grain: "year" | "month" | "day" | "other"): string {
  const text = String(point.cells[time.index] ?? "");
  if (grain === "year") return text.slice(0, 4);
  return grain === "month" && text !== "" ? formatMonth(text) : point.label;
}

function narrateRanking(result: ResultSet, labels: ColumnMeaning[], measure: ColumnMeaning): string[] {
  const points = pointsOf(result, labels, measure);
  const ranked = points.toSorted((left, right) => right.value - left.value);
  const top = ranked[0];
  const bottom = ranked.at(-1);
  if (!top || !bottom) return narrateList(result, [...labels, measure]);
  // Names keep the spelling they are stored with, also at the start of a sentence.
  const opening = (label: string): string => (labels[0] && isKey(labels[0]) ? capitalised(label) : label);
  const whole = measure.additive && !result.truncated && points.length === result.rows.length;
  const sum = whole ? total(points) : null;
  const tied = ranked.filter((point) => point.value === top.value);
  if (tied.length === points.length) {
    const share = sum === null ? "" : `, ${amount(sum, measure)} in total`;
    const all = result.truncated ? "All shown" : points.length === 2 ? "Both" : `All ${formatNumber(points.length)}`;
    return [`${all} have the same ${measure.words}, ${amount(top.raw, measure)}${share}.`];
  }
  const sentences = [
    tied.length > 1
      ? sharedTop(tied, points.length, measure, result)
      : `${opening(top.label)} has the highest ${measure.words}, ${amount(top.raw, measure)}${shareOf(top, sum, ranked)}.`,
  ];
  // Of rows that were cut the lowest shown is seldom the lowest there is.
  if (result.truncated) return sentences;
  const lowest = ranked.filter((point) => point.value === bottom.value);
  sentences.push(
    lowest.length === 1
      ? `${opening(bottom.label)} has the lowest, ${amount(bottom.raw, measure)}.`
      : `The lowest is ${amount(bottom.raw, measure)}, in ${formatNumber(lowest.length)} of ${formatNumber(points.length)}.`,
  );
  const outlier = tied.length === 1 ? standsOut(ranked) : null;
  if (outlier) sentences.push(outlier);
  else if (sum !== null) sentences.push(`The ${formatNumber(points.length)} add up to ${amount(sum, measure)}.`);
  return sentences;
}

function narrateNumbers(result: ResultSet, measure: ColumnMeaning): string[] {
  const points = pointsOf(result, [], measure);
  const ranked = points.toSorted((left, right) => left.value - right.value);
  const [lowest] = ranked;
  const highest = ranked.at(-1);
  if (!lowest || !highest) return narrateList(result, [measure]);
  return [
    `${rowCount(result)}: ${measure.words} from ${amount(lowest.raw, measure)} to ${amount(highest.raw, measure)}.`,
  ];
}

function narrateList(result: ResultSet, columns: ColumnMeaning[]): string[] {
  const label = telling(columns.filter(({ role }) => role === "label"))[0] ?? columns[0];
  const lead = rowCount(result);
  if (!label) return [`${lead}.`];
  const names = result.rows.map((row) => row[label.index] ?? null).filter((cell) => cell !== null);
  const shown = [...new Set(names.map((cell) => written(cell, label)))];
  if (shown.length === 0) return [`${lead}, ${label.words} unknown in all.`];
  if (shown.some((name) => name.length > 60)) return [`${lead}.`];
  return [
    shown.length <= LABELS_NAMED + 1
      ? `${lead}: ${listed(shown)}.`
      : `${lead}, starting with ${listed(shown.slice(0, LABELS_NAMED))}.`,
  ];
}

function rowCount(result: ResultSet): string {
  const count = formatCount(result.rows.length, "row");
  return result.truncated ? `The first ${count}` : count;
}

function truncationNote(result: ResultSet): string[] {
  return result.truncated ? ["This covers only the rows that fit; there are more."] : [];
}

/** The measure the rows are ordered by, else the first: that is what was asked about. */
function mainMeasure(result: ResultSet, columns: ColumnMeaning[]): ColumnMeaning | undefined {
  const measures = columns.filter(
    ({ role, index }) =>
      role === "measure" && result.rows.some((row) => Number.isFinite(Number(row[index] ?? Number.NaN))),
  );
  return measures.find((measure) => isMonotonic(result, measure.index)) ?? measures[0];
}

function isMonotonic(result: ResultSet, index: number): boolean {
  const values = result.rows
    .map((row) => row[index] ?? null)
    .filter((cell) => cell !== null)
    .map(Number);
  if (new Set(values).size < 2) return false;
  const rising = values.every((value, at) => at === 0 || value >= (values[at - 1] ?? value));
  return rising || values.every((value, at) => at === 0 || value <= (values[at - 1] ?? value));
}

/** Names before keys: a person knows "Acme", not 17. */
function telling(labels: ColumnMeaning[]): ColumnMeaning[] {
  const named = labels.filter(
    ({ column }) => !/(?:^|[^a-z])(?:id|uuid|code|key)$/i.test(column.name.replaceAll("_", " ")),
  );
  return (named.length > 0 ? named : labels).slice(0, 2);
}

function pointsOf(result: ResultSet, labels: ColumnMeaning[], measure: ColumnMeaning): Point[] {
  return result.rows.flatMap((cells) => {
    const raw = cells[measure.index] ?? null;
    if (raw === null || typeof raw === "boolean" || !Number.isFinite(Number(raw))) return [];
    const parts = labels.map((column) => labelled(cells[column.index] ?? null, column));
    const person = labels.every(({ words }) => /\bname$/i.test(words));
    return [{ label: parts.join(person ? " " : ", "), cells, value: Number(raw), raw }];
  });
}

function labelled(cell: Cell, column: ColumnMeaning): string {
  if (cell === null) return `no ${column.words}`;
  // "17" alone says nothing, "template id 17" does.
  return isKey(column) ? `${column.words} ${written(cell, column)}` : written(cell, column);
}

function isKey(column: ColumnMeaning): boolean {
  return column.role === "label" && isNumericType(column.column.type);
}

function written(cell: Exclude<Cell, null>, column: ColumnMeaning): string {
  return column.role === "measure" && typeof cell !== "boolean"
    ? amount(cell, column)
    : formatCell(cell, column.column);
}

function amount(value: string | number, measure: ColumnMeaning): string {
  const text = formatCell(value, { name: "value", type: "numeric" });
  return measure.unit && Number.isFinite(Number(value)) ? `${text} ${measure.unit}` : text;
}

function total(points: Point[]): string | number {
  return sumDecimals(points.map(({ raw }) => raw));
}

function change(from: number, to: number, measure: ColumnMeaning): string {
  if (from === to) return ", no change";
  const direction = to > from ? "up" : "down";
  const difference = roundedDifference(from, to);
  if (measure.unit === "%") return `, ${direction} ${formatNumber(difference)} points`;
  const share = Math.abs(to - from) / from;
  if (from <= 0 || !Number.isFinite(share)) return `, ${direction} ${amount(difference, measure)}`;
  return `, ${direction} ${percentText(share)}`;
}

/** Differences of doubles carry noise; nine places are more than any column shows. */
function roundedDifference(from: number, to: number): number {
  return Number(Math.abs(to - from).toFixed(9));
}

function extremes(points: Point[], measure: ColumnMeaning, preposition: "in" | "on"): string {
  const ranked = points.toSorted((left, right) => right.value - left.value);
  const [top] = ranked;
  const bottom = ranked.at(-1);
  return top && bottom && top.value > bottom.value
    ? `The highest was ${amount(top.raw, measure)} ${preposition} ${top.label}, the lowest ${amount(bottom.raw, measure)} ${preposition} ${bottom.label}.`
    : `It did not change.`;
}

function shareOf(top: Point, sum: string | number | null, ranked: Point[]): string {
  if (sum === null || ranked.some(({ value }) => value < 0) || Number(sum) <= 0) return "";
  return `, ${percentText(top.value / Number(sum))} of the total`;
}

function standsOut(ranked: Point[]): string | null {
  const [top] = ranked;
  if (!top || ranked.length < FEWEST_POINTS_FOR_OUTLIER) return null;
  const at = (share: number): number => ranked[Math.round((ranked.length - 1) * share)]?.value ?? 0;
  const upper = at(0.25);
  const lower = at(0.75);
  const middle = median(ranked.map(({ value }) => value));
  if (middle <= 0 || upper <= lower || top.value <= upper + OUTLIER_FENCE * (upper - lower)) return null;
  return `It stands out: ${formatNumber(top.value / middle, { maximumFractionDigits: 1 })} times the median.`;
}

function percentText(fraction: number): string {
  const percent = fraction * 100;
  return `${formatNumber(percent, { maximumFractionDigits: percent < 10 ? 1 : 0 })} %`;
}

function sharedTop(tied: Point[], of: number, measure: ColumnMeaning, result: ResultSet): string {
  const names = tied.slice(0, LABELS_NAMED).map(({ label }) => label);
  const highest = `share the highest ${measure.words}, ${amount(tied[0]?.raw ?? 0, measure)}`;
  if (tied.length <= LABELS_NAMED) return `${listed(names)} ${highest}.`;
  const count = result.truncated ? "Several" : `${formatNumber(tied.length)} of ${formatNumber(of)}`;
  return `${count} ${highest}, among them ${listed(names)}.`;
}

function listed(items: string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}

function comparable(cell: Cell | undefined): string {
  return String(cell ?? "");
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

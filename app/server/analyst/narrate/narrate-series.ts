import type { ColumnMeaning } from "#app/server/analyst/narrate/column-meaning.ts";
import { narrateList } from "#app/server/analyst/narrate/narrate-list.ts";
import { narrateRanking } from "#app/server/analyst/narrate/narrate-ranking.ts";
import { amount, capitalised, percentText } from "#app/server/analyst/narrate/phrases.ts";
import { type Point, pointsOf, total } from "#app/server/analyst/narrate/points.ts";
import { formatMonth } from "#app/shared/format/format-month.ts";
import { formatNumber } from "#app/shared/format/format-number.ts";
import type { Cell, ResultSet } from "#app/shared/result-set.ts";

type TimeGrain = "year" | "month" | "day" | "other";

/** From the first to the last point in time, the extremes between, and the total. */
export function narrateSeries(result: ResultSet, time: ColumnMeaning, measure: ColumnMeaning): string[] {
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
function timeGrain(result: ResultSet, time: ColumnMeaning): TimeGrain {
  const texts = result.rows.map((row) => String(row[time.index] ?? "")).filter((text) => text !== "");
  if (!texts.every((text) => /^\d{4}-\d\d-\d\d/.test(text))) return "other";
  if (texts.every((text) => /^\d{4}-01-01(?: 00:00:00|$)/.test(text))) return "year";
  if (texts.every((text) => /^\d{4}-\d\d-01(?: 00:00:00|$)/.test(text))) return "month";
  return "day";
}

function timeLabel(point: Point, time: ColumnMeaning, grain: TimeGrain): string {
  const text = String(point.cells[time.index] ?? "");
  if (grain === "year") return text.slice(0, 4);
  return grain === "month" && text !== "" ? formatMonth(text) : point.label;
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

function comparable(cell: Cell | undefined): string {
  return String(cell ?? "");
}

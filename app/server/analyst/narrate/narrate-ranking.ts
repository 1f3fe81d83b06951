import type { ColumnMeaning } from "#app/server/analyst/narrate/column-meaning.ts";
import { median } from "#app/server/analyst/narrate/median.ts";
import { narrateList } from "#app/server/analyst/narrate/narrate-list.ts";
import { amount, capitalised, isKey, listed, percentText } from "#app/server/analyst/narrate/phrases.ts";
import { type Point, pointsOf, total } from "#app/server/analyst/narrate/points.ts";
import { formatNumber } from "#app/shared/format/format-number.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

const LABELS_NAMED = 3;
const FEWEST_POINTS_FOR_OUTLIER = 8;
/** Tukey's "far out" fence, in interquartile ranges (Exploratory Data Analysis, 1977). */
const OUTLIER_FENCE = 3;

/** Top with its share, bottom, and what stands out or the total; ties are said to be ties. */
export function narrateRanking(result: ResultSet, labels: ColumnMeaning[], measure: ColumnMeaning): string[] {
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

function sharedTop(tied: Point[], of: number, measure: ColumnMeaning, result: ResultSet): string {
  const names = tied.slice(0, LABELS_NAMED).map(({ label }) => label);
  const highest = `share the highest ${measure.words}, ${amount(tied[0]?.raw ?? 0, measure)}`;
  if (tied.length <= LABELS_NAMED) return `${listed(names)} ${highest}.`;
  const count = result.truncated ? "Several" : `${formatNumber(tied.length)} of ${formatNumber(of)}`;
  return `${count} ${highest}, among them ${listed(names)}.`;
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

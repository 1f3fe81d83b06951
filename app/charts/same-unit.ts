import type { ColumnProfile } from "./column-profile.ts";

/** Beyond this ratio the smaller measure is a flat line at the bottom of the larger one's axis. */
const MAXIMUM_MAGNITUDE_RATIO = 50;

/** Whether two measures may share one axis: the same unit as far as it is known, and sizes that both can be seen in. */
export function sameUnit(first: ColumnProfile, second: ColumnProfile): boolean {
  return sameKind(first, second) && magnitudeRatio(first, second) <= MAXIMUM_MAGNITUDE_RATIO;
}

function sameKind(first: ColumnProfile, second: ColumnProfile): boolean {
  if (first.currency && second.currency && first.currency !== second.currency) return false;
  if (first.measure === second.measure) return first.measure !== "plain" || magnitudeRatio(first, second) <= 10;
  const kinds = new Set([first.measure, second.measure]);
  return (
    kinds.has("plain") && kinds.has("count") && magnitudeRatio(first, second) <= 10 && first.integral && second.integral
  );
}

function magnitudeRatio(first: ColumnProfile, second: ColumnProfile): number {
  const [a, b] = [size(first), size(second)];
  if (a === 0 || b === 0) return 1;
  return Math.max(a, b) / Math.min(a, b);
}

function size({ minimum, maximum }: ColumnProfile): number {
  return Math.max(Math.abs(minimum ?? 0), Math.abs(maximum ?? 0));
}

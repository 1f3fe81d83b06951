import type { TimeGrain } from "#app/charts/column-profile.ts";
import { formatInstantShort } from "#app/charts/format-instant.ts";
import { nextPeriod, startOfPeriod } from "#app/charts/time-steps.ts";

const UNITS: readonly (readonly [grain: TimeGrain, every: number, durationMs: number])[] = [
  ["minute", 1, 60_000],
  ["minute", 5, 300_000],
  ["minute", 15, 900_000],
  ["hour", 1, 3_600_000],
  ["hour", 3, 10_800_000],
  ["hour", 6, 21_600_000],
  ["hour", 12, 43_200_000],
  ["day", 1, 86_400_000],
  ["day", 2, 172_800_000],
  ["week", 1, 604_800_000],
  ["month", 1, 2_629_800_000],
  ["month", 2, 5_259_600_000],
  ["quarter", 1, 7_889_400_000],
  ["month", 6, 15_778_800_000],
  ["year", 1, 31_557_600_000],
  ["year", 2, 63_115_200_000],
  ["year", 5, 157_788_000_000],
  ["year", 10, 315_576_000_000],
  ["year", 50, 1_577_880_000_000],
  ["year", 100, 3_155_760_000_000],
];

export type TimeTicks = { values: number[]; label: (instant: number) => string };

/** Round instants within a span, at most `most` of them, and how each is written: the larger unit where it changes. */
export function timeTicks(first: number, last: number, most: number): TimeTicks {
  const span = Math.max(1, last - first);
  const [grain, every] = UNITS.find(([, , durationMs]) => span / durationMs <= most) ?? (["year", 500] as const);
  const values: number[] = [];
  let tick = startOfPeriod(first, grain);
  for (let guard = 0; tick <= last && guard < 20_000; guard += 1) {
    if (tick >= first && position(tick, grain) % every === 0) values.push(tick);
    tick = nextPeriod(tick, grain);
  }
  const shown = grain === "week" ? "day" : grain === "quarter" ? "month" : grain;
  return { values, label: (instant) => writeTick(instant, shown, values) };
}

function position(instant: number, grain: TimeGrain): number {
  const date = new Date(instant);
  if (grain === "year") return date.getUTCFullYear();
  if (grain === "month") return date.getUTCMonth();
  if (grain === "hour") return date.getUTCHours();
  if (grain === "minute") return date.getUTCMinutes();
  if (grain === "day") return date.getUTCDate() - 1;
  return 0;
}

function writeTick(instant: number, grain: TimeGrain, values: number[]): string {
  const short = formatInstantShort(instant, grain);
  if (grain === "year") return short;
  const larger =
    grain === "hour" || grain === "minute"
      ? (at: number) => formatInstantShort(at, "day")
      : (at: number) => String(new Date(at).getUTCFullYear());
  const before = values[values.indexOf(instant) - 1];
  return before === undefined || larger(before) !== larger(instant) ? `${short}\n${larger(instant)}` : short;
}

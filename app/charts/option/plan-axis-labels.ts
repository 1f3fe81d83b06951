import type { Category } from "#app/charts/chart-data.ts";
import type { TimeGrain } from "#app/charts/column-profile.ts";
import { formatInstantShort } from "#app/charts/format-instant.ts";
import { cutDistinct, textWidth, wrapToWidth } from "./text-width.ts";

/** Which categories are labelled under a horizontal axis, and how; unlabelled ones are absent. */
export type AxisLabels = { texts: Map<number, string>; lines: number };

const LABEL_GAP = 14;

/** Steps that keep calendar labels on round periods. */
const TIME_STEPS: Record<TimeGrain, readonly number[]> = {
  year: [1, 2, 5, 10, 20, 50, 100],
  quarter: [1, 2, 4, 8, 20, 40],
  month: [1, 2, 3, 6, 12, 24, 60, 120],
  week: [1, 2, 4, 8, 13, 26, 52],
  day: [1, 2, 7, 14, 28, 56, 91, 182],
  hour: [1, 2, 3, 6, 12, 24, 48, 168],
  minute: [1, 5, 10, 15, 30, 60, 120, 360],
};

/** Labels that fit side by side: every n-th period on round dates, the larger unit named below where it changes. */
export function planTimeLabels(categories: readonly Category[], grain: TimeGrain, bandWidth: number): AxisLabels {
  const instants = categories.map(({ instant }) => instant ?? 0);
  const widest = Math.max(
    ...instants.map((instant) => textWidth(formatInstantShort(instant, grain))),
    grain === "year" ? 0 : 28,
  );
  const steps = TIME_STEPS[grain];
  const step = steps.find((candidate) => candidate * bandWidth >= widest + LABEL_GAP) ?? steps.at(-1) ?? 1;
  const offset = findOffset(instants, grain, step);
  const texts = new Map<number, string>();
  let named = "";
  for (let index = offset; index < instants.length; index += step) {
    const instant = instants[index] ?? 0;
    const larger = largerUnit(instant, grain);
    const short = formatInstantShort(instant, grain);
    texts.set(index, larger && larger !== named ? `${short}\n${larger}` : short);
    named = larger;
  }
  return { texts, lines: grain === "year" ? 1 : 2 };
}

/** The first index whose period is round for the step: January, a first quarter, midnight. */
function findOffset(instants: number[], grain: TimeGrain, step: number): number {
  const position = (instant: number): number => {
    const date = new Date(instant);
    if (grain === "year") return date.getUTCFullYear();
    if (grain === "quarter") return Math.floor(date.getUTCMonth() / 3) + date.getUTCFullYear() * 4;
    if (grain === "month") return date.getUTCMonth() + date.getUTCFullYear() * 12;
    if (grain === "hour") return date.getUTCHours();
    if (grain === "minute") return date.getUTCMinutes();
    return 0;
  };
  const found = instants.slice(0, step).findIndex((instant) => position(instant) % step === 0);
  return Math.max(0, found);
}

function largerUnit(instant: number, grain: TimeGrain): string {
  const date = new Date(instant);
  if (grain === "year") return "";
  if (grain === "hour" || grain === "minute") return formatInstantShort(instant, "day");
  return String(date.getUTCFullYear());
}

/** Labels of named groups under a horizontal axis, on up to two lines. Null where they do not fit. */
export function planNameLabels(
  categories: readonly Category[],
  bandWidth: number,
  { force }: { force: boolean },
): AxisLabels | null {
  const width = bandWidth - 8;
  const wrapped = categories.map(({ label }) => wrapToWidth(label, width, 2));
  const fits = categories.every(({ label }, index) => wrapped[index]?.join(" ") === label);
  if (fits)
    return {
      texts: new Map(wrapped.map((lines, index) => [index, lines.join("\n")])),
      lines: Math.max(...wrapped.map(({ length }) => length), 1),
    };
  if (!force) return null;
  const step = Math.max(1, Math.ceil(64 / bandWidth));
  const texts = cutDistinct(
    categories.map(({ label }) => label),
    bandWidth * step - 8,
  );
  const entries = texts.flatMap((text, index): [number, string][] => (index % step === 0 ? [[index, text]] : []));

  return { texts: new Map(entries), lines: 1 };
}

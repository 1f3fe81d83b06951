export type NiceScale = { minimum: number; maximum: number; step: number; ticks: number[] };

/**
 * Round axis ends and ticks around a range: steps of 1, 2, 2.5 or 5 times a power of ten (after Heckbert, "Nice
 * Numbers for Graph Labels", Graphics Gems 1990). `zero` keeps zero on the axis, which lengths need to be honest.
 */
export function niceScale(
  low: number,
  high: number,
  { zero, tickCount = 5 }: { zero: boolean; tickCount?: number },
): NiceScale {
  let [minimum, maximum] = zero ? [Math.min(0, low), Math.max(0, high)] : [low, high];
  if (minimum === maximum) {
    const around = minimum === 0 ? 1 : Math.abs(minimum) * (zero ? 0 : 0.5);
    if (zero) maximum = minimum === 0 ? 1 : maximum;
    [minimum, maximum] = [minimum - (zero ? 0 : around), maximum + (zero ? 0 : around)];
  }
  const step = niceStep((maximum - minimum) / tickCount);
  const first = Math.floor(minimum / step + 1e-9);
  const last = Math.ceil(maximum / step - 1e-9);
  const ticks = Array.from({ length: Math.min(50, last - first + 1) }, (_, index) => tidy((first + index) * step));
  return { minimum: ticks[0] ?? minimum, maximum: ticks.at(-1) ?? maximum, step, ticks };
}

/** Whether a line's axis should reach down to zero: always, unless all its movement is far above. */
export function wantsZero(low: number, high: number): boolean {
  if (low <= 0 && high >= 0) return true;
  const far = Math.max(Math.abs(low), Math.abs(high));
  return (high - low) / far > 0.3;
}

function niceStep(rough: number): number {
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => rough / power <= candidate + 1e-9) ?? 10;
  return factor * power;
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

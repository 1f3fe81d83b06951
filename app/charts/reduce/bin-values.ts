export type Bin = { from: number; to: number; count: number };

const MAXIMUM_BINS = 40;
const MINIMUM_BINS = 5;

/**
 * Counts values in bins of a round width. Width after Freedman & Diaconis (1981): 2 · IQR / n^(1/3), rounded up
 * to 1, 2 or 5 times a power of ten, which is robust against outliers; whole numbers with few values get one
 * bin each. At most 40 bins.
 */
export function binValues(values: readonly number[]): Bin[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return [];
  // Closer together than numbers can tell apart at their size: one bin.
  if (high - low <= Math.max(Math.abs(low), Math.abs(high), 1e-290) * 1e-12)
    return [{ from: low, to: high, count: sorted.length }];
  if (sorted.every(Number.isInteger) && high - low <= 24) return countWhole(sorted, low, high);
  const width = chooseWidth(sorted, low, high);
  const start = Math.floor(low / width);
  const end = Math.max(start + 1, Math.floor(high / width) + (high % width === 0 ? 0 : 1));
  const bins = Array.from({ length: end - start }, (_, index) => ({
    from: round((start + index) * width),
    to: round((start + index + 1) * width),
    count: 0,
  }));
  for (const value of sorted) {
    const bin = bins[Math.min(bins.length - 1, Math.max(0, Math.floor(value / width) - start))];
    if (bin) bin.count += 1;
  }
  return bins;
}

function countWhole(sorted: number[], low: number, high: number): Bin[] {
  const bins = Array.from({ length: high - low + 1 }, (_, index) => ({ from: low + index, to: low + index, count: 0 }));
  for (const value of sorted) {
    const bin = bins[value - low];
    if (bin) bin.count += 1;
  }
  return bins;
}

function chooseWidth(sorted: number[], low: number, high: number): number {
  const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const wanted = spread > 0 ? (2 * spread) / Math.cbrt(sorted.length) : (high - low) / 10;
  const least = (high - low) / MAXIMUM_BINS;
  const most = (high - low) / MINIMUM_BINS;
  return roundWidth(Math.min(Math.max(wanted, least), most), least);
}

/** The nearest 1, 2, 2.5 or 5 times a power of ten that is not below `least`. */
function roundWidth(width: number, least: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const choices = [0.5, 1, 2, 2.5, 5, 10, 20].map((factor) => factor * power).filter((choice) => choice >= least);
  return choices.reduce((best, choice) =>
    Math.abs(Math.log(choice / width)) < Math.abs(Math.log(best / width)) ? choice : best,
  );
}

function quantile(sorted: number[], portion: number): number {
  const position = (sorted.length - 1) * portion;
  const [below, above] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0];
  return below + (above - below) * (position % 1);
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}

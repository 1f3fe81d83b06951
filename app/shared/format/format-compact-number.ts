import { formatNumber } from "./format-number.ts";

const STEPS = [
  { from: 1e12, suffix: "T" },
  { from: 1e9, suffix: "B" },
  { from: 1e6, suffix: "M" },
  { from: 1e3, suffix: "K" },
] as const;

/** Three figures and a step, for places too narrow for the number itself: 1.25M, 84K, 930. */
export function formatCompactNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  // 999,950 and up would read "1000K": round first, then pick the step.
  const step = STEPS.find((candidate) => Number(size.toPrecision(3)) >= candidate.from);
  const scaled = step ? value / step.from : value;
  return formatNumber(Number(scaled.toPrecision(3))) + (step?.suffix ?? "");
}

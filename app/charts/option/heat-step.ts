import type { MatrixData } from "#app/charts/chart-data.ts";

export const HEAT_STEPS = 5;

/**
 * Which of five steps of colour a cell gets, negative steps below zero. Steps rather than a gradient, because
 * people tell five shades apart and can name them from a legend (Brewer's classed schemes).
 */
export function heatStep(value: number, { cells }: MatrixData): number {
  const high = cells.reduce((most, cell) => Math.max(most, Math.abs(cell.value)), 0);
  const low = cells.some((cell) => cell.value < 0)
    ? 0
    : cells.reduce((least, cell) => Math.min(least, cell.value), Infinity);
  if (value < 0) return -stepOf(-value, 0, high);
  return stepOf(value, low, high);
}

/** The CSS variable of a step. */
export function heatColour(step: number): string {
  return step < 0 ? `var(--heat-negative-${-step})` : `var(--heat-${step})`;
}

function stepOf(value: number, low: number, high: number): number {
  if (high <= low) return 3;
  return Math.min(HEAT_STEPS, Math.floor(((value - low) / (high - low)) * HEAT_STEPS) + 1);
}

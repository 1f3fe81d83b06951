/** Units read better than products: `minutes(2)`, not `2 * 60 * 1000`. All answer milliseconds. */
export function seconds(count: number): number {
  return count * 1_000;
}

export function minutes(count: number): number {
  return count * 60_000;
}

export function hours(count: number): number {
  return count * 3_600_000;
}

/**
 * Wall clock, milliseconds since 1970: for what other machines read or write. It may jump, so what only this
 * process times uses `performance.now()`. Tests replace it with Vitest's fake timers.
 */
export function nowMs(): number {
  return Date.now();
}

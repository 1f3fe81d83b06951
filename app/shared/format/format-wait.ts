import { formatCount } from "./format-count.ts";

/** A wait in words, for a sentence: "1 second", "42 seconds", "2 minutes", rounded up so that it is never early. */
export function formatWait(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 120 ? formatCount(whole, "second") : formatCount(Math.ceil(whole / 60), "minute");
}

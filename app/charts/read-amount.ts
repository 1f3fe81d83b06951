const FACTORS: Record<string, number> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mio: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
};

/** Reads an amount as people type it: `100k`, `$1.5m`, `2,500`, `40%`. Null for anything else. */
export function readAmount(text: string): number | null {
  const match = /^[$€£]?\s*(-?[\d.,]+)\s*([a-z%]*)$/.exec(text.trim());
  const value = Number((match?.[1] ?? "").replaceAll(/,(?=\d{3}\b)/g, ""));
  const unit = match?.[2] ?? "";
  const factor = unit === "" || unit === "%" ? 1 : FACTORS[unit];
  return !match || Number.isNaN(value) || factor === undefined ? null : value * factor;
}

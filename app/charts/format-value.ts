import type { ValueFormat } from "./chart-data.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import type { ColumnProfile } from "./column-profile.ts";

const formatters = new Map<string, Intl.NumberFormat>();

/** How a column's numbers are written, as the config asks or as its name and values suggest. */
export function chooseValueFormat(
  profile: ColumnProfile | undefined,
  config: Pick<ChartConfig, "numberFormat" | "aggregation">,
): ValueFormat {
  const { style, currency, decimals } = config.numberFormat;
  const scale = profile?.measure === "fraction" ? 100 : 1;
  if (style === "currency") return { style, scale: 1, currency: currency ?? profile?.currency ?? null, decimals };
  if (style === "percent") return { style, scale, currency: null, decimals };
  if (style === "number" || style === "compact") return { style, scale: 1, currency: null, decimals };
  if (config.aggregation === "count") return { style: "number", scale: 1, currency: null, decimals: decimals ?? 0 };
  if (profile?.measure === "fraction" || profile?.measure === "percent")
    return { style: "percent", scale, currency: null, decimals };
  if (profile?.measure === "currency" && profile.currency)
    return { style: "currency", scale: 1, currency: profile.currency, decimals };
  return { style: "number", scale: 1, currency: null, decimals };
}

/** A value in full, for sentences, tooltips and the table: `12,345.6`, `$1,200`, `34.5%`. */
export function formatValue(value: number | null, format: ValueFormat): string {
  if (value === null) return "no value";
  if (format.style === "compact") return formatTick(value, format);
  return write(value, format, false);
}

/** A value for an axis or a label inside the picture, where width is scarce: `12.3K`, `$1.2M`. */
export function formatTick(value: number, format: ValueFormat): string {
  const size = Math.abs(value * format.scale);
  if (size >= 10_000) return write(value, format, true, 1);
  return write(value, format, false, size >= 100 ? 0 : size >= 10 ? 1 : null);
}

/** Axis ticks that all read alike: `2.5K, 5K, 7.5K, 10K`. `largest` is the furthest tick from zero. */
export function formatAxisTick(value: number, format: ValueFormat, largest: number, decimals: number): string {
  const size = Math.abs(largest * format.scale);
  if (value === 0 || (size >= 1e-3 && size < 10_000))
    return write(value, { ...format, decimals: value === 0 ? 0 : decimals }, false);
  if (size < 1e-3)
    return `${(value * format.scale)
      .toExponential(2)
      .replace(/\.?0+e/, "e")
      .replaceAll("-", "−")}${format.style === "percent" ? "%" : ""}`;
  return size >= 1e15 ? write(value, format, false) : write(value, { ...format, decimals: null }, true, 2);
}

/** `most` is the most decimals written where the format does not fix them. */
function write(value: number, format: ValueFormat, compact: boolean, most: number | null = null): string {
  const scaled = value * format.scale;
  const size = Math.abs(scaled);
  if (size !== 0 && size < 1e-4)
    return `${scaled.toExponential(1)}${format.style === "percent" ? "%" : ""}`.replace("-", "−");
  if (size >= 1e15)
    return `${formatCurrencySign(format)}${scaled.toExponential(2)}`.replace("e+", "e").replace(/^-/, "−");
  const decimals = format.decimals ?? most ?? defaultDecimals(size, format);
  // Cents come in pairs.
  const cents = format.style === "currency" && decimals === 2 && !compact && !Number.isInteger(scaled);
  const fixed = format.decimals !== null || cents;
  const money = format.style === "currency" && format.currency !== null;
  const formatter = numberFormatter(money ? format.currency : null, decimals, fixed, compact);
  return `${formatter.format(scaled)}${format.style === "percent" ? "%" : ""}`.replace(/^-/, "−");
}

function formatCurrencySign(format: ValueFormat): string {
  return format.style === "currency" && format.currency ? `${format.currency} ` : "";
}

/** Three significant digits are what a chart can show; small numbers need decimals to show them. */
function defaultDecimals(size: number, format: ValueFormat): number {
  if (format.style === "percent") return size < 1 ? 2 : 1;
  if (size === 0 || size >= 1_000) return 0;
  if (size >= 1) return 2;
  return Math.min(6, Math.ceil(-Math.log10(size)) + 2);
}

function numberFormatter(
  currency: string | null,
  decimals: number,
  fixed: boolean,
  compact: boolean,
): Intl.NumberFormat {
  const key = `${currency} ${decimals} ${fixed} ${compact}`;
  const known = formatters.get(key);
  if (known) return known;
  const formatter = new Intl.NumberFormat("en-US", {
    ...(currency ? { style: "currency", currency, currencyDisplay: "narrowSymbol" } : {}),
    ...(compact ? { notation: "compact" } : {}),
    minimumFractionDigits: fixed ? decimals : 0,
    maximumFractionDigits: decimals,
  });
  formatters.set(key, formatter);
  return formatter;
}

import type { ChartData, NumberData } from "./chart-data.ts";
import { escapeXml } from "./escape-xml.ts";
import { formatTick, formatValue } from "./format-value.ts";
import { FONT_FAMILY, FONT_SIZE, INK, MUTED, RULE } from "./option/chart-style.ts";
import { cutToWidth, textWidth } from "./option/text-width.ts";

const LARGEST_NUMBER = 56;

/** What needs no drawing library: big numbers, and the sentence where there is nothing to draw. */
export function drawPlainSvg({ body }: ChartData, width: number, height: number): string | null {
  if (body.kind === "empty")
    return text(body.message, width / 2, height / 2, { size: 14, fill: MUTED, anchor: "middle" });
  if (body.kind === "numbers") return drawNumbers(body, width, height);
  return null;
}

function drawNumbers({ items }: NumberData, width: number, height: number): string {
  const column = (width - 32) / items.length;
  const numbers = items.map(({ value, format }) =>
    value === null ? "No value" : Math.abs(value) >= 1e7 ? formatTick(value, format) : formatValue(value, format),
  );
  const fitting = numbers.map((number) => ((column - 24) / textWidth(number, 1)) * 0.95);
  const size = Math.max(14, Math.min(LARGEST_NUMBER, ...fitting));
  return items
    .map(({ label }, index) => {
      const left = 16 + column * index;
      const rule =
        index > 0
          ? `<path d="M${round(left - 12)} ${height / 2 - 36}V${height / 2 + 36}" stroke="${RULE}" fill="none"/>`
          : "";
      const number = text(numbers[index] ?? "", left, height / 2 + size * 0.2, { size, fill: INK, weight: 600 });
      return `${rule}${number}${text(cutToWidth(label, column - 24, 13), left, height / 2 + size * 0.2 + 26, { size: 13, fill: MUTED })}`;
    })
    .join("\n");
}

function text(
  content: string,
  x: number,
  y: number,
  style: { size?: number; fill: string; anchor?: string; weight?: number },
): string {
  const { size = FONT_SIZE, fill, anchor = "start", weight = 400 } = style;
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${fill}" style="font-size:${round(size)}px;font-weight:${weight};font-family:${FONT_FAMILY};">${escapeXml(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

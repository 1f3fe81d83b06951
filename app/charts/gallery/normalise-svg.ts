/** The same picture as text that only changes when the picture does: numbers to one decimal, one element a line. */
export function normaliseSvg(svg: string): string {
  return `${svg
    .replaceAll(/-?\d+\.\d+(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 10) / 10 || 0))
    .replaceAll(/>\s*</g, ">\n<")
    .trim()}\n`;
}

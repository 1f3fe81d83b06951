import { CHART_PALETTE, type ColourName, type ColourTheme } from "#app/charts/palette.ts";

/** Puts the values of a theme where an SVG names CSS variables, for files that leave the page. */
export function resolveColours(svg: string, theme: ColourTheme): string {
  const palette: Partial<Record<string, string>> = CHART_PALETTE[theme];
  return svg.replaceAll(/var\((--[a-z0-9-]+)\)/g, (_, name: ColourName) => palette[name] ?? "currentColor");
}

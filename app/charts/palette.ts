export type ColourTheme = "light" | "dark";

/**
 * Every colour a chart uses, by CSS variable. `palette.css` holds the same values and a test keeps them equal;
 * exports resolve the variables from here. The order of the series is chosen so that neighbours differ in
 * lightness too, which survives every colour-vision deficiency; a test simulates the three common ones.
 */
export const CHART_PALETTE = {
  light: {
    "--series-1": "#0f6e6e",
    "--series-2": "#c2571a",
    "--series-3": "#4a5fc1",
    "--series-4": "#8f6a00",
    "--series-5": "#a63a73",
    "--series-6": "#3d7a2e",
    "--series-7": "#7a4fa8",
    "--series-8": "#4d5a66",
    "--series-other": "#7d7a73",
    "--chart-ink": "#1d1c1a",
    "--chart-muted": "#5f5c56",
    "--chart-rule": "#e4e1da",
    "--chart-axis": "#a8a49b",
    "--chart-paper": "#fcfbf8",
    "--chart-goal": "#1d1c1a",
    "--chart-low": "#e3efee",
    "--chart-high": "#0b5252",
  },
  dark: {
    "--series-1": "#4fb8b3",
    "--series-2": "#f0915a",
    "--series-3": "#93a5f5",
    "--series-4": "#d4ab3a",
    "--series-5": "#ea86b8",
    "--series-6": "#86c271",
    "--series-7": "#bd9ae8",
    "--series-8": "#a9b5c0",
    "--series-other": "#8d8a83",
    "--chart-ink": "#f0eee9",
    "--chart-muted": "#a8a59d",
    "--chart-rule": "#34322e",
    "--chart-axis": "#6f6c65",
    "--chart-paper": "#171614",
    "--chart-goal": "#f0eee9",
    "--chart-low": "#1d2f2f",
    "--chart-high": "#7fdcd6",
  },
} as const satisfies Record<ColourTheme, Record<string, string>>;

export type ColourName = keyof (typeof CHART_PALETTE)["light"];

/** The colour of the series at an index, as a CSS variable; folded rests are grey. */
export function seriesColour(index: number, isOther = false): string {
  return isOther ? "var(--series-other)" : `var(--series-${(index % 8) + 1})`;
}

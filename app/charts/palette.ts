export type ColourTheme = "light" | "dark";

/**
 * Every colour a chart uses, by CSS variable. `palette.css` holds the same values and a test keeps them equal;
 * exports resolve the variables from here. The first series is the app's accent. The others were searched for:
 * at least 3:1 against the paper (WCAG 2.2, 1.4.11), and as far apart as can be, also as seen with protanopia,
 * deuteranopia and tritanopia (Machado, Oliveira & Fernandes 2009); a test holds both.
 */
export const CHART_PALETTE = {
  light: {
    "--series-1": "#1f4fc4",
    "--series-2": "#b64407",
    "--series-3": "#28a185",
    "--series-4": "#7c3c6a",
    "--series-5": "#b38824",
    "--series-6": "#1c7f9a",
    "--series-7": "#842600",
    "--series-8": "#452790",
    "--series-other": "#8a8b90",
    "--chart-ink": "#17181b",
    "--chart-muted": "#5c6069",
    "--chart-rule": "#e7e7e3",
    "--chart-axis": "#a6a8ad",
    "--chart-paper": "#fdfdfc",
    "--chart-goal": "#17181b",
    "--chart-hover": "#17181b0f",
    "--chart-decal": "#fdfdfc66",
    "--heat-1": "#e8eefb",
    "--heat-2": "#c2d2f5",
    "--heat-3": "#8fabe9",
    "--heat-4": "#3f68c9",
    "--heat-5": "#1f4fc4",
    "--heat-negative-1": "#fbe9e1",
    "--heat-negative-2": "#f3c6b1",
    "--heat-negative-3": "#e39a76",
    "--heat-negative-4": "#b95827",
    "--heat-negative-5": "#9a3a06",
  },
  dark: {
    "--series-1": "#8db0ff",
    "--series-2": "#df7145",
    "--series-3": "#20dcb5",
    "--series-4": "#a16b90",
    "--series-5": "#f1c15b",
    "--series-6": "#41a6c4",
    "--series-7": "#b55332",
    "--series-8": "#7c6bcd",
    "--series-other": "#7d8087",
    "--chart-ink": "#ececea",
    "--chart-muted": "#a3a6ad",
    "--chart-rule": "#292b2f",
    "--chart-axis": "#5c6067",
    "--chart-paper": "#131416",
    "--chart-goal": "#ececea",
    "--chart-hover": "#ececea14",
    "--chart-decal": "#13141666",
    "--heat-1": "#1b2333",
    "--heat-2": "#27365a",
    "--heat-3": "#3a5390",
    "--heat-4": "#6485cf",
    "--heat-5": "#8db0ff",
    "--heat-negative-1": "#2f1f19",
    "--heat-negative-2": "#573020",
    "--heat-negative-3": "#7d4229",
    "--heat-negative-4": "#c46a45",
    "--heat-negative-5": "#e88a62",
  },
} as const satisfies Record<ColourTheme, Record<string, string>>;

export type ColourName = keyof (typeof CHART_PALETTE)["light"];

/** The colour of the series at an index, as a CSS variable; folded rests are grey. */
export function seriesColour(index: number, isOther = false): string {
  return isOther ? "var(--series-other)" : `var(--series-${(index % 8) + 1})`;
}

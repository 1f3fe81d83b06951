/** The look shared by all charts: paper and ink, hairlines, one size of text. Sizes are CSS pixels. */
export const FONT_SIZE = 12;
export const FONT_FAMILY = "Inter Variable, Inter, Inter Fallback, system-ui, sans-serif";

export const INK = "var(--chart-ink)";
export const MUTED = "var(--chart-muted)";
export const RULE = "var(--chart-rule)";
export const AXIS = "var(--chart-axis)";
export const PAPER = "var(--chart-paper)";

export const TEXT_STYLE = { fontSize: FONT_SIZE, fontFamily: FONT_FAMILY, color: MUTED } as const;

/** What every option starts with: no animation on the server, no colours of the library's own. */
export const BASE_OPTION = {
  animation: false,
  backgroundColor: "transparent",
  textStyle: { fontFamily: FONT_FAMILY, fontSize: FONT_SIZE },
  stateAnimation: { duration: 0 },
} as const;

/** Fine marks on bars of the second and later series, so that colour is not the only sign. */
const DECALS = [
  null,
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 7], rotation: Math.PI / 4, symbolSize: 1 },
  {
    symbol: "circle",
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
    rotation: 0,
    symbolSize: 0.35,
  },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 7], rotation: -Math.PI / 4, symbolSize: 1 },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 6], rotation: 0, symbolSize: 1 },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 7], rotation: Math.PI / 2, symbolSize: 1 },
  {
    symbol: "circle",
    dashArrayX: [
      [3, 3],
      [0, 3, 3, 0],
    ],
    dashArrayY: [3, 0],
    rotation: 0,
    symbolSize: 0.4,
  },
  { symbol: "rect", dashArrayX: [4, 3], dashArrayY: [1, 7], rotation: Math.PI / 4, symbolSize: 1 },
] as const;

/** The decal of a series by index; folded rests and first series have none. */
export function seriesDecal(index: number, isOther: boolean): object | undefined {
  const decal = isOther ? null : DECALS[index % DECALS.length];
  return decal ? { ...decal, color: "var(--chart-decal)" } : undefined;
}

/** Outlines of bubbles by group: none, then solid and dashed ones (lengths of dash and gap). */
export const BUBBLE_DASHES: readonly (readonly number[] | null)[] = [null, [], [4, 3], [1, 3]];

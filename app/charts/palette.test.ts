import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CHART_PALETTE, type ColourTheme } from "./palette.ts";

type Linear = [red: number, green: number, blue: number];

const THEMES: ColourTheme[] = ["light", "dark"];
const SERIES = [1, 2, 3, 4, 5, 6, 7, 8].map(
  (index) => `--series-${index}` as const,
) as (keyof typeof CHART_PALETTE.light)[];

/** Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
const DEFICIENCIES: Record<string, number[][]> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function toLinear(hex: string): Linear {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function contrast(first: string, second: string): number {
  const luminance = ([red, green, blue]: Linear) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [low = 0, high = 0] = [luminance(toLinear(first)), luminance(toLinear(second))].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function seenWith(matrix: number[][] | null, colour: Linear): Linear {
  if (!matrix) return colour;
  return matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, factor, index) => sum + factor * (colour[index] ?? 0), 0),
      ),
    ),
  ) as Linear;
}

/** Ottosson 2020. */
function toOklab([red, green, blue]: Linear): Linear {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function distance(first: string, second: string, matrix: number[][] | null): number {
  const [a, b] = [first, second].map((hex) => toOklab(seenWith(matrix, toLinear(hex)))) as [Linear, Linear];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

test("palette.css and palette.ts hold the same values", () => {
  const css = readFileSync(new URL("palette.css", import.meta.url), "utf8");
  const found = Object.fromEntries(
    [...css.matchAll(/(--[a-z0-9-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);/g)].map(([, name, light, dark]) => [
      name,
      { light, dark },
    ]),
  );
  const wanted = Object.fromEntries(
    Object.entries(CHART_PALETTE.light).map(([name, light]) => [
      name,
      { light, dark: CHART_PALETTE.dark[name as keyof typeof CHART_PALETTE.dark] },
    ]),
  );
  expect(found).toEqual(wanted);
});

test.each(THEMES)("in the %s theme every series stands 3:1 against the paper (WCAG 2.2, 1.4.11)", (theme) => {
  const palette = CHART_PALETTE[theme];
  for (const name of [...SERIES, "--series-other", "--chart-goal"] as const)
    expect.soft(contrast(palette[name], palette["--chart-paper"]), name).toBeGreaterThanOrEqual(3);
});

test.each(THEMES)("in the %s theme text stands 4.5:1 against what it lies on (WCAG 2.2, 1.4.3)", (theme) => {
  const palette = CHART_PALETTE[theme];
  const paper = palette["--chart-paper"];
  for (const name of ["--chart-ink", "--chart-muted"] as const)
    expect.soft(contrast(palette[name], paper), name).toBeGreaterThanOrEqual(4.5);
  for (const kind of ["--heat-", "--heat-negative-"] as const) {
    for (const step of [1, 2, 3, 4, 5] as const) {
      const text = step >= 4 ? paper : palette["--chart-ink"];
      expect.soft(contrast(palette[`${kind}${step}`], text), `${kind}${step}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});

test.each(
  THEMES.flatMap((theme) =>
    [null, ...Object.keys(DEFICIENCIES)].map((deficiency) => [theme, deficiency ?? "full colour vision"] as const),
  ),
)("in the %s theme all series differ with %s", (theme, deficiency) => {
  const palette = CHART_PALETTE[theme];
  const matrix = DEFICIENCIES[deficiency] ?? null;
  for (const [index, first] of SERIES.entries()) {
    for (const second of SERIES.slice(index + 1)) {
      // About four times the least difference that is noticed (0.02 in Oklab).
      expect
        .soft(distance(palette[first], palette[second], matrix), `${first} and ${second}`)
        .toBeGreaterThanOrEqual(0.075);
    }
  }
});

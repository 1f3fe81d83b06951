import { expect, test } from "vitest";
import { chartCsv } from "./export/chart-csv.ts";
import { exportChartSvg } from "./export/export-chart-svg.ts";
import { CHART_TYPES, parseChartConfig } from "./config.ts";
import type { ChartInput } from "./chart-input.ts";
import { renderChartSvg } from "./render-svg.ts";
import { shapeChartData } from "./shape-chart-data.ts";

const ATTACKS = [
  "<img src=x onerror=alert(1)>",
  "</text><script>alert(1)</script>",
  '" onload="alert(1)',
  "&lt;b&gt;",
  "{a|rich}{b}",
  "{{constructor}}",
  "]]>",
  "\u0000\u202Eevil",
  "javascript:alert(1)",
  "\ud800 lone",
];

function hostileResult(): ChartInput {
  const [x, series, y] = ATTACKS;
  return {
    columns: [
      { name: x ?? "", type: "text" },
      { name: series ?? "", type: "text" },
      { name: y ?? "", type: "numeric" },
      { name: "<svg onload=alert(2)>", type: "numeric" },
      { name: "=1+1", type: "numeric" },
    ],
    rows: ATTACKS.flatMap((name, i) =>
      ATTACKS.slice(0, 4).map((group, j) => [name, group, i + j + 1, (i * 7 + j) % 11, i]),
    ),
  };
}

test.each(CHART_TYPES)("in a %s, markup in names, groups and titles is only ever text", (type) => {
  const result = hostileResult();
  const { config } = parseChartConfig(
    { type, title: ATTACKS[0], takeaway: ATTACKS[1], goalLine: { value: 4, label: ATTACKS[2] } },
    result,
  );
  for (const svg of [renderChartSvg(config, result, { width: 720, height: 340 }), exportChartSvg(config, result)]) {
    const tags = new Set([...svg.matchAll(/<([a-zA-Z!/][\w:-]*)/g)].map(([, tag]) => tag?.replace("/", "")));
    for (const tag of tags)
      expect([
        "svg",
        "g",
        "path",
        "text",
        "tspan",
        "rect",
        "title",
        "desc",
        "defs",
        "pattern",
        "clipPath",
        "circle",
        "polyline",
        "polygon",
        "line",
        "ellipse",
      ]).toContain(tag);
    const attributes = new Set(
      [...svg.matchAll(/<[a-zA-Z][^>]*>/g)].flatMap(([tag]) =>
        [...tag.replaceAll(/"[^"]*"/g, '""').matchAll(/\s([\w:-]+)=/g)].map(([, name]) => name),
      ),
    );
    for (const name of attributes) expect(name).not.toMatch(/^on|href/i);
    // oxlint-disable-next-line no-control-regex -- none may be left
    expect(svg).not.toMatch(/[\u0000\u202e]/);
  }
});

test("names with braces are not read as the drawing library's templates", () => {
  const result: ChartInput = {
    columns: [
      { name: "name", type: "text" },
      { name: "total", type: "int4" },
    ],
    rows: [
      ["{a|x}", 1],
      ["{b}", 2],
      ["{value}", 3],
    ],
  };
  const { config } = parseChartConfig({ type: "bar" }, result);
  const svg = renderChartSvg(config, result, { width: 720, height: 340 });
  for (const name of ["{a|x}", "{b}", "{value}"]) expect(svg).toContain(`>${name}<`);
});

test("cells that a spreadsheet would run are defused, numbers stay numbers", () => {
  const result: ChartInput = {
    columns: [
      { name: "=cmd|' /C calc'!A0", type: "text" },
      { name: "+total", type: "numeric" },
    ],
    rows: [
      ["=1+1", "-5"],
      ["@sum(A1)", "7"],
      ["\tx", "1"],
      ["-2+3", "2"],
      ['plain, with "quotes"', "3"],
      ["a;=1", "4"],
      ["-12.5", "6"],
    ],
  };
  const { config } = parseChartConfig({ type: "bar", sort: { by: "data", direction: "ascending" } }, result);
  const lines = chartCsv(shapeChartData(config, result)).split("\r\n");
  expect(lines[0]).toMatch(/^"'=cmd/);
  expect(lines[1]).toBe('"\'=1+1",-5');
  expect(lines.slice(1, -1).every((line) => !/^"?[=+@\t\r]/.test(line))).toBe(true);
  expect(lines).toContain('"plain, with ""quotes""",3');
  expect(lines).toContain("-12.5,6");
  expect(lines).toContain('"\'a;=1",4');
});

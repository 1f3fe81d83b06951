import { chooseValueFormat } from "./format-value.ts";
import { countNoun, missingNotice } from "./notice-words.ts";
import { parseNumber } from "./parse-cell.ts";
import { binValues } from "./reduce/bin-values.ts";
import type { ShapeContext, ShapedBody } from "./shape-chart-data.ts";

/** How often each range of values occurs. */
export function shapeBins({ config, rows, column }: ShapeContext): ShapedBody {
  const profile = column(config.x);
  if (!profile) return { body: { kind: "empty", message: "There is no column of numbers to show." }, notices: [] };
  const values = rows.map((row) => parseNumber(row[profile.index] ?? null)).filter((value) => value !== null);
  if (values.length === 0)
    return { body: { kind: "empty", message: `${profile.label} holds no numbers.` }, notices: [] };
  const bins = binValues(values);
  const format = chooseValueFormat(profile, { numberFormat: config.numberFormat, aggregation: "none" });
  const notices = [
    `${countNoun(values.length, "value")} counted in ${countNoun(bins.length, "range")}.`,
    ...missingNotice(rows.length - values.length, profile.label),
  ];
  return { body: { kind: "bins", xLabel: profile.label, xFormat: format, bins }, notices };
}

import { chooseValueFormat } from "./format-value.ts";
import { parseNumber } from "./parse-cell.ts";
import type { ShapeContext, ShapedBody } from "./shape-chart-data.ts";

/** The numbers of the first row, at most four. */
export function shapeNumbers({ config, rows, column }: ShapeContext): ShapedBody {
  const items = config.y.slice(0, 4).map((key) => {
    const profile = column(key);
    return {
      label: profile?.label ?? key,
      value: profile ? parseNumber(rows[0]?.[profile.index] ?? null) : null,
      format: chooseValueFormat(profile, config),
    };
  });
  if (items.length === 0) return { body: { kind: "empty", message: "There is no number to show." }, notices: [] };
  return {
    body: { kind: "numbers", items },
    notices: rows.length > 1 ? [`The first of ${rows.length} rows is shown.`] : [],
  };
}

import type { MatrixData } from "./chart-data.ts";
import { groupRows } from "./group-rows.ts";
import { chooseValueFormat } from "./format-value.ts";
import { countNoun } from "./notice-words.ts";
import { keepLargest } from "./reduce/keep-largest.ts";
import type { ShapeContext, ShapedBody } from "./shape-chart-data.ts";

const MAXIMUM_COLUMNS = 60;
const MAXIMUM_ROWS = 24;

/** One measure over two groups, as cells of a table of colours. */
export function shapeMatrix(context: ShapeContext): ShapedBody {
  const { config, column } = context;
  const measure = column(config.y[0]);
  const groups = groupRows(context, config.y.slice(0, 1));
  const names = groups.series.map(({ name }) => name);
  const totals = groups.series.map(({ values }) =>
    values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0),
  );
  const across = groups.categories.map((_, index) =>
    groups.series.reduce((sum, { values }) => sum + Math.abs(values[index] ?? 0), 0),
  );
  const rows = keepLargest(totals, MAXIMUM_ROWS).kept;
  const columns = groups.ordered
    ? groups.categories.map((_, index) => index).slice(-MAXIMUM_COLUMNS)
    : keepLargest(across, MAXIMUM_COLUMNS).kept;
  const cells = rows.flatMap((series, row) =>
    columns.flatMap((category, at) => {
      const value = groups.series[series]?.values[category] ?? null;
      return value === null ? [] : [{ column: at, row, value }];
    }),
  );
  if (cells.length === 0)
    return { body: { kind: "empty", message: "There is no value to show." }, notices: groups.notices };
  const body: MatrixData = {
    kind: "matrix",
    xLabel: groups.xLabel,
    yLabel: column(config.series)?.label ?? "",
    valueLabel: measure?.label ?? "Rows",
    format: chooseValueFormat(measure, config),
    columns: columns.map((index) => groups.categories[index]?.label ?? ""),
    rows: rows.map((index) => names[index] ?? ""),
    cells,
  };
  const notices = [...groups.notices];
  if (rows.length < names.length)
    notices.push(`The ${rows.length} largest of ${countNoun(names.length, "group")} are shown.`);
  if (columns.length < groups.categories.length) {
    notices.push(
      `${groups.ordered ? "The last" : "The largest"} ${columns.length} of ${groups.categories.length} columns are shown.`,
    );
  }
  return { body, notices };
}

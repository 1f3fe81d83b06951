import type { ChartData } from "./chart-data.ts";
import { formatInstant } from "./format-instant.ts";
import { formatValue } from "./format-value.ts";

/** One mark a reader can stop at. */
export type ChartPoint = {
  /** Where it is: "Mar 2024", "North". */
  label: string;
  /** Whose it is; empty where there is one series. */
  series: string;
  /** What it says: "$12,300". */
  value: string;
  /** Position in the drawn series. */
  dataIndex: number;
  /** Row of the result, where the mark is one row. */
  row: number | null;
};

/** The marks of a chart by series, in drawing order, for the keyboard, the tooltip and the announcements. */
export function chartPoints({ body }: ChartData): ChartPoint[][] {
  switch (body.kind) {
    case "categories":
      return body.series.map(({ name, values, rows, format }) =>
        values.flatMap((value, dataIndex) =>
          value === null
            ? []
            : [
                {
                  label: body.categories[dataIndex]?.label ?? "",
                  series: body.series.length > 1 ? name : "",
                  value: formatValue(value, format),
                  dataIndex,
                  row: rows[dataIndex] ?? null,
                },
              ],
        ),
      );
    case "time":
      return body.series.map(({ name, points, format }) =>
        points.flatMap(([instant, value], dataIndex) =>
          value === null
            ? []
            : [
                {
                  label: formatInstant(instant, body.grain ?? "minute"),
                  series: body.series.length > 1 ? name : "",
                  value: formatValue(value, format),
                  dataIndex,
                  row: null,
                },
              ],
        ),
      );
    case "points":
      return body.series.map(({ name, points }) =>
        points.map(({ x, y, size, row }, dataIndex) => ({
          label: `${body.xLabel} ${formatValue(x, body.xFormat)}`,
          series: body.series.length > 1 ? name : "",
          value: `${body.yLabel} ${formatValue(y, body.yFormat)}${size !== null && body.sizeFormat ? `, ${body.sizeLabel ?? "size"} ${formatValue(size, body.sizeFormat)}` : ""}`,
          dataIndex,
          row,
        })),
      );
    case "bins":
      return [
        body.bins.map(({ from, to, count }, dataIndex) => ({
          label:
            from === to
              ? formatValue(from, body.xFormat)
              : `${formatValue(from, body.xFormat)} to ${formatValue(to, body.xFormat)}`,
          series: "",
          value: count.toLocaleString("en-US"),
          dataIndex,
          row: null,
        })),
      ];
    case "matrix":
      return body.rows.map((name, row) =>
        body.cells.flatMap((cell, dataIndex) =>
          cell.row === row
            ? [
                {
                  label: body.columns[cell.column] ?? "",
                  series: name,
                  value: formatValue(cell.value, body.format),
                  dataIndex,
                  row: null,
                },
              ]
            : [],
        ),
      );
    case "numbers":
    case "empty":
      return [];
  }
}

/** What is announced at a point: "Mar 2024, North: $12,300. 3 of 12." */
export function announcePoint(point: ChartPoint, position: number, count: number): string {
  return `${point.label}${point.series ? `, ${point.series}` : ""}: ${point.value}. ${position} of ${count}.`;
}

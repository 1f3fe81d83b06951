import type { ChartData } from "#app/charts/chart-data.ts";

type Field = string | number | null;

/**
 * The shown data as CSV (RFC 4180, CRLF): what the picture holds after grouping and folding, in plain numbers.
 * Text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP: `= + - @`, tab, CR, LF, also in
 * the header); real numbers stay numbers, so a negative one is not touched.
 */
export function chartCsv({ body }: ChartData): string {
  return csvRows(chartTable(body)).join("");
}

/** Any rows as safe CSV lines. */
export function csvRows(rows: readonly (readonly Field[])[]): string[] {
  return rows.map((row) => `${row.map(csvField).join(",")}\r\n`);
}

function chartTable(body: ChartData["body"]): Field[][] {
  switch (body.kind) {
    case "categories":
      return [
        [body.xLabel, ...body.series.map(({ name }) => name)],
        ...body.categories.map(({ label }, index) => [
          label,
          ...body.series.map(({ values }) => values[index] ?? null),
        ]),
      ];
    case "time":
      return [
        [body.xLabel, "Series", body.yLabel || "Value"],
        ...body.series.flatMap(({ name, points }) =>
          points.map(([instant, value]): Field[] => [
            new Date(instant).toISOString().replace(/\.000Z$|Z$/, ""),
            name,
            value,
          ]),
        ),
      ];
    case "points":
      return [
        [body.xLabel, body.yLabel, ...(body.sizeLabel ? [body.sizeLabel] : []), "Series"],
        ...body.series.flatMap(({ name, points }) =>
          points.map(({ x, y, size }): Field[] => [x, y, ...(body.sizeLabel ? [size] : []), name]),
        ),
      ];
    case "bins":
      return [["From", "To", "Count"], ...body.bins.map(({ from, to, count }) => [from, to, count])];
    case "matrix":
      return [
        [body.yLabel, body.xLabel, body.valueLabel],
        ...body.cells.map(({ column, row, value }): Field[] => [
          body.rows[row] ?? "",
          body.columns[column] ?? "",
          value,
        ]),
      ];
    case "numbers":
      return [body.items.map(({ label }) => label), body.items.map(({ value }) => value)];
    case "empty":
      return [];
  }
}

function csvField(field: Field): string {
  if (field === null) return "";
  if (typeof field === "number") return Number.isFinite(field) ? String(field) : "";
  const defused =
    /^[=+\-@\t\r\n]|[\r\n\t,;"'][=+\-@]/.test(field) && !/^-?\d+(?:\.\d+)?$/.test(field) ? `'${field}` : field;
  return /[",\r\n;\t']/.test(defused) || defused !== defused.trim() ? `"${defused.replaceAll('"', '""')}"` : defused;
}

import { assignEncoding } from "./assign-encoding.ts";
import type { ChartData } from "./chart-data.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { describeShape } from "./data-shape.ts";
import { readChartWords } from "./read-chart-words.ts";
import { shapeBins } from "./shape-bins.ts";
import { shapeCategories } from "./shape-categories.ts";
import { shapeMatrix } from "./shape-matrix.ts";
import { shapeNumbers } from "./shape-numbers.ts";
import { shapePoints } from "./shape-points.ts";

/** What the shaping of one kind of chart gets: the rows, the config and how to find a column. */
export type ShapeContext = {
  config: ChartConfig;
  rows: ChartInput["rows"];
  column: (key: string | null | undefined) => ColumnProfile | undefined;
  /** Width of the picture in CSS pixels, which bounds how many points can be seen. */
  width: number;
};

export type ShapedBody = { body: ChartData["body"]; notices: string[] };

/**
 * Turns rows into what is drawn: grouped, sorted, folded, reduced, with a sentence for everything left out.
 * The picture, its text, its CSV and the keyboard all read the answer, so they cannot disagree.
 * Linear in the rows; the answer holds at most a few thousand marks.
 */
export function shapeChartData(
  config: ChartConfig,
  result: ChartInput,
  { width = 720 }: { width?: number } = {},
): ChartData {
  const shape = describeShape(result);
  const column = (key: string | null | undefined) => shape.profiles.find((profile) => profile.key === key);
  const drawn = hasColumns(config)
    ? config
    : { ...config, ...assignEncoding(config.type, shape, readChartWords(""), result) };
  const context = { config: drawn, rows: result.rows, column, width };
  return {
    config: drawn,
    ...(result.rows.length === 0 ? emptyBody("There are no rows to show.") : shapeBody(context)),
  };
}

/** False while a config is still streaming and only its type is known. */
function hasColumns({ type, x, y }: ChartConfig): boolean {
  return type === "table" || x !== null || (type === "big_number" && y.length > 0);
}

function shapeBody(context: ShapeContext): ShapedBody {
  switch (context.config.type) {
    case "table":
      return emptyBody("This answer is shown as a table.");
    case "big_number":
      return shapeNumbers(context);
    case "histogram":
      return shapeBins(context);
    case "scatter":
    case "bubble":
      return shapePoints(context);
    case "heatmap":
      return shapeMatrix(context);
    default:
      return shapeCategories(context);
  }
}

export function emptyBody(message: string): ShapedBody {
  return { body: { kind: "empty", message }, notices: [] };
}

import { isDeepStrictEqual } from "node:util";
import { applyChartEdit, type ChartEdit } from "#app/charts/apply-chart-edit.ts";
import type { ChartInput } from "#app/charts/chart-input.ts";
import type { ChartConfig, ChartType } from "#app/charts/config.ts";

/** The edited chart; or, with the chart as it was, which edit could not be made and why, in a sentence. */
export type EditedChart =
  | { config: ChartConfig; refused: null }
  | { config: ChartConfig; refused: { kind: ChartEdit["kind"]; reason: string } };

/** Types with a value axis that a line can be drawn across. */
const HAS_VALUE_AXIS: readonly ChartType[] = ["bar", "stacked_bar", "grouped_bar", "line", "area", "stacked_area"];

/**
 * Makes all edits or none. An edit counts as made only where the chart then has what was asked for: a config that was
 * mended into something else would be a silent no.
 */
export function applyChartEdits(before: ChartConfig, edits: readonly ChartEdit[], result: ChartInput): EditedChart {
  let config = before;
  for (const edit of edits) {
    const outcome = applyChartEdit(config, edit, result);
    if (!outcome.applied || !isMade(edit, outcome.config)) {
      return { config: before, refused: { kind: edit.kind, reason: reasonOf(outcome.mended, before.type) } };
    }
    config = outcome.config;
  }
  const goal = edits.find(({ kind }) => kind === "goal_line");
  if (goal && config.goalLine !== null && !HAS_VALUE_AXIS.includes(config.type)) {
    const reason = `A ${typeWords(config.type)} has no axis that a goal line could cross.`;
    return { config: before, refused: { kind: "goal_line", reason } };
  }
  return { config, refused: null };
}

function isMade(edit: ChartEdit, config: ChartConfig): boolean {
  switch (edit.kind) {
    case "type":
      return config.type === edit.type;
    case "x":
      return config.x === edit.column;
    case "y":
      return isDeepStrictEqual(config.y, edit.columns);
    case "series":
      return config.series === edit.column;
    case "stacking":
      return config.type.startsWith("stacked_") === edit.stacked;
    case "share":
      return config.share === edit.share;
    case "sort":
      return isDeepStrictEqual(config.sort, edit.sort);
    case "goal_line":
      return isDeepStrictEqual(config.goalLine, edit.goalLine);
    case "title":
      return config.title === edit.title || edit.title === "";
    default:
      return true;
  }
}

/** The chart code tells what the chart would have become; here it stays. */
function reasonOf(mended: readonly string[], kept: ChartType): string {
  const stays = `so it stays a ${typeWords(kept)}.`;
  const reason = mended.join(" ").replaceAll(/so it became an? [a-z ]+\./g, stays);
  return reason === ""
    ? `This data can't be drawn that way, ${stays}`
    : reason.charAt(0).toUpperCase() + reason.slice(1);
}

export function typeWords(type: ChartType): string {
  return type === "bar" ? "bar chart" : type.replaceAll("_", " ");
}

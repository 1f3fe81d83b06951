import type { ChartEdit } from "#app/charts/apply-chart-edit.ts";
import { typeWords } from "#app/server/actions/chat/edit-chart-apply.ts";

/** What an edit does, to follow "The answer before, ". */
export function describeChartEdit(edit: ChartEdit): string {
  switch (edit.kind) {
    case "type":
      return `drawn as a ${typeWords(edit.type)}`;
    case "x":
      return edit.column === null ? "without groups" : `with ${edit.column} along the axis`;
    case "y":
      return edit.columns.length === 0 ? "counting rows" : `showing ${edit.columns.join(", ")}`;
    case "series":
      return edit.column === null ? "without the split" : `split by ${edit.column}`;
    case "swap":
      return "with its groups swapped";
    case "aggregation":
      return `rows folded by ${edit.aggregation}`;
    case "stacking":
      return edit.stacked ? "stacked" : "side by side";
    case "share":
      return edit.share ? "as parts of 100 %" : "as values instead of shares";
    case "sort":
      return `sorted by ${SORTED_BY[edit.sort.by]}, ${edit.sort.direction}`;
    case "limit":
      return edit.limit === null ? "with all groups" : `with its first ${edit.limit} groups`;
    case "orientation":
      return edit.orientation === "auto" ? "turned as fits" : `drawn ${edit.orientation}`;
    case "goal_line":
      return edit.goalLine === null
        ? "without a goal line"
        : `with a ${(edit.goalLine.label ?? "goal").toLowerCase()} line at ${edit.goalLine.value.toLocaleString("en")}`;
    case "number_format":
      return "with its numbers written differently";
    case "date_format":
      return edit.dateFormat === "auto" ? "with dates as they fit" : `by ${edit.dateFormat}`;
    case "legend":
      return edit.legend === "hidden" ? "without a legend" : "with a legend";
    case "title":
      return `called “${edit.title}”`;
  }
}

const SORTED_BY = { data: "the order of the rows", natural: "their natural order", x: "name", y: "value" } as const;

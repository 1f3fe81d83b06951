import type { ResultSet } from "#app/shared/result-set.ts";
import type { Notice } from "#app/shared/turn.ts";

/** What a careful reader should know about these rows before trusting a sentence or chart over them. */
export function resultNotices(result: ResultSet): Notice[] {
  const notices: Notice[] = [];
  if (result.rows.length === 0) {
    notices.push({
      kind: "empty",
      message: "No rows match. Check the filters above: nothing was found, which is not the same as zero.",
    });
  } else if (result.rows.every((row) => row.every((cell) => cell === null))) {
    notices.push({
      kind: "all_null",
      message: "Every value is empty (NULL). There is nothing to compute from for this question.",
    });
  }
  if (result.truncated === "rows") {
    notices.push({
      kind: "truncated",
      message: `Only the first ${result.rows.length.toLocaleString("en")} rows are shown; totals over them would be too low. Narrow the question to see all.`,
    });
  } else if (result.truncated === "bytes") {
    notices.push({
      kind: "truncated",
      message: `The answer was cut after ${result.rows.length.toLocaleString("en")} rows because it grew too large. Ask for fewer columns or rows.`,
    });
  } else if (result.truncated === "cell") {
    notices.push({ kind: "truncated", message: "Some very long values were cut." });
  }
  return notices;
}

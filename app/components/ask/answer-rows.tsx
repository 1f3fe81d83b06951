import { formatCount } from "#app/shared/format/format-count.ts";
import { formatNumber } from "#app/shared/format/format-number.ts";
import type { TruncationReason } from "#app/shared/result-set.ts";
import type { ResultPreview } from "#app/shared/turn.ts";
import { ResultTable } from "#app/components/ui/result-table.tsx";

const CUT_WORDS = {
  rows: "The database had more rows; reading stopped at the limit.",
  bytes: "The rows were too large to keep all of them; reading stopped at the size limit.",
  cell: "Some long values were shortened.",
} as const satisfies Record<TruncationReason, string>;

/** The first rows, and how many there are. */
export function AnswerRows({ result }: { result: ResultPreview }) {
  const shown = result.rows.length;
  return (
    <div className="space-y-2">
      {shown > 0 ? (
        <ResultTable label="Rows of this answer" columns={result.columns} rows={result.rows} />
      ) : (
        <p className="border-b border-rule py-6 text-ink-soft">The query ran and found no rows.</p>
      )}
      <p className="text-small text-ink-faint">
        {shown < result.rowCount
          ? `The first ${formatNumber(shown)} of ${formatCount(result.rowCount, "row")}`
          : formatCount(shown, "row")}
        {result.columns.length > 8 ? `, ${formatCount(result.columns.length, "column")}` : null}.
        {result.truncated ? ` ${CUT_WORDS[result.truncated]}` : null}
      </p>
    </div>
  );
}

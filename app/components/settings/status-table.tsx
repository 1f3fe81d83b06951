import { formatDuration } from "#app/shared/format/format-duration.ts";
import { formatNumber } from "#app/shared/format/format-number.ts";
import { EmptyState } from "#app/components/ui/empty-state.tsx";
import { Table, Td, Th } from "#app/components/ui/table.tsx";

export type StatusRow = {
  action: string;
  /** Requests in the period; left out, the column is. */
  requests?: number;
  /** 0..1; null where there were none. */
  availability: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
  lastErrorCode: string | null;
};

/** How every action fared in real traffic. */
export function StatusTable({ rows, period }: { rows: StatusRow[]; period: string }) {
  if (rows.length === 0) {
    return (
      <EmptyState title="No traffic yet">
        <p>Nothing was asked of this installation in {period}.</p>
      </EmptyState>
    );
  }
  const showRequests = rows.some(({ requests }) => requests !== undefined);
  return (
    <Table label={`Actions in ${period}`}>
      <thead>
        <tr>
          <Th>Action</Th>
          {showRequests ? <Th numeric>Requests</Th> : null}
          <Th numeric>Available</Th>
          <Th numeric>Median</Th>
          <Th numeric>95 % under</Th>
          <Th>Last error</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.action}>
            <Td className="font-mono whitespace-nowrap">{row.action}</Td>
            {showRequests ? <Td numeric>{formatNumber(row.requests ?? 0)}</Td> : null}
            <Td numeric>{row.availability === null ? "no data" : formatShare(row.availability)}</Td>
            <Td numeric>{row.p50Ms === null ? "no data" : formatDuration(row.p50Ms)}</Td>
            <Td numeric>{row.p95Ms === null ? "no data" : formatDuration(row.p95Ms)}</Td>
            <Td className="font-mono whitespace-nowrap text-ink-soft">{row.lastErrorCode ?? "none"}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** 99.95 % must not read 100 %. */
function formatShare(share: number): string {
  const percent = Math.floor(share * 10_000) / 100;
  return `${formatNumber(percent, { maximumFractionDigits: 2 })} %`;
}

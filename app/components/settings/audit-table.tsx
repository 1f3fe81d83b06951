import { Badge } from "#app/components/ui/badge.tsx";
import { EmptyState } from "#app/components/ui/empty-state.tsx";
import { Table, Td, Th } from "#app/components/ui/table.tsx";

export type AuditRow = {
  id: string;
  /** "22 Nov 2026, 14:05 UTC" */
  at: string;
  action: string;
  /** Who, as far as the log says. */
  actor: string;
  outcome: "ok" | "stopped" | "refused" | "failed";
  /** An error code, a count of further refusals. */
  detail?: string | null;
};

const OUTCOME = {
  ok: { label: "done", tone: "plain" },
  stopped: { label: "stopped", tone: "plain" },
  refused: { label: "refused", tone: "caution" },
  failed: { label: "failed", tone: "danger" },
} as const;

export function AuditTable({ rows }: { rows: AuditRow[] }) {
  if (rows.length === 0) {
    return (
      <EmptyState title="No entries">
        <p>Nothing was recorded under these filters.</p>
      </EmptyState>
    );
  }
  return (
    <Table label="Audit log">
      <thead>
        <tr>
          <Th>Time</Th>
          <Th>Action</Th>
          <Th>By</Th>
          <Th>Outcome</Th>
          <Th>Detail</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <Td className="whitespace-nowrap text-ink-soft tabular-nums">{row.at}</Td>
            <Td className="font-mono whitespace-nowrap">{row.action}</Td>
            <Td className="min-w-48 wrap-anywhere">{row.actor}</Td>
            <Td>
              <Badge tone={OUTCOME[row.outcome].tone}>{OUTCOME[row.outcome].label}</Badge>
            </Td>
            <Td className="min-w-40 text-ink-soft">{row.detail}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

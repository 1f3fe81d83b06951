import { ChevronRight } from "lucide-react";
import type { CatalogTable, Relationship } from "#app/shared/catalog.ts";
import { formatCount } from "#app/shared/format/format-count.ts";
import { Table, Td, Th } from "#app/components/ui/table.tsx";
import { describeColumn } from "./describe-column.ts";

type TableSectionProps = { table: CatalogTable; relationships: Relationship[]; open?: boolean };

/** One table: closed, what it is and how much is in it; open, its columns. */
export function TableSection({ table, relationships, open = false }: TableSectionProps) {
  const size = table.rowCount === null ? "size unknown" : `about ${formatCount(table.rowCount, "row")}`;
  return (
    <details open={open} className="group border-b border-rule">
      <summary className="flex items-baseline gap-3 py-3 hover:bg-paper-sunk">
        <ChevronRight
          aria-hidden
          className="size-4 flex-none translate-y-0.5 text-ink-faint transition-transform group-open:rotate-90"
        />
        <div className="min-w-0 flex-1">
          <h2 className="inline font-semibold wrap-anywhere">{table.id}</h2>{" "}
          {table.comment ? <span className="text-ink-soft">{table.comment}</span> : null}
        </div>
        <span className="flex-none text-small whitespace-nowrap text-ink-faint tabular-nums">
          {table.kind === "view" ? "view" : size}
        </span>
      </summary>
      <div className="pb-6 sm:pl-7">
        <Table label={`Columns of ${table.id}`}>
          <thead>
            <tr>
              <Th>Column</Th>
              <Th>Type</Th>
              <Th>About</Th>
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <tr key={column.name}>
                <Td className="font-mono whitespace-nowrap">{column.name}</Td>
                <Td className="whitespace-nowrap text-ink-soft">{column.type}</Td>
                <Td className="min-w-56 text-ink-soft">{describeColumn(column, table, relationships)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}

import type { Catalog } from "#app/shared/catalog.ts";
import { formatCount } from "#app/shared/format/format-count.ts";
import { EmptyState } from "#app/components/ui/empty-state.tsx";
import { TableSection } from "./table-section.tsx";

type DataPageProps = {
  catalog: Pick<Catalog, "tables" | "relationships">;
  /** A sentence for who may change that, where there are no tables. */
  emptyHint?: string;
};

/** Everything there is to ask about: tables, their columns and how they hang together. */
export function DataPage({ catalog, emptyHint }: DataPageProps) {
  const { tables, relationships } = catalog;
  return (
    <div className="mx-auto w-full max-w-4xl space-y-8 px-4 py-8 sm:px-8 lg:py-12">
      <header className="space-y-2">
        <h1 className="text-title font-semibold">Data</h1>
        <p className="text-ink-soft">
          {tables.length > 0
            ? `${formatCount(tables.length, "table")} you can ask about. Names and comments are what questions are matched against.`
            : "What you can ask about is listed here."}
        </p>
      </header>
      {tables.length === 0 ? (
        <EmptyState title="There are no tables yet">{emptyHint ? <p>{emptyHint}</p> : null}</EmptyState>
      ) : (
        <div className="border-t border-rule">
          {tables.map((table, index) => (
            <TableSection
              key={table.id}
              table={table}
              relationships={relationships.filter((relationship) => relationship.fromTable === table.id)}
              open={index === 0}
            />
          ))}
        </div>
      )}
    </div>
  );
}

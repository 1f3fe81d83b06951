import { z } from "zod";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import type { CatalogTable, Relationship } from "#app/shared/catalog.ts";

/** What the organisation's people can ask about. The indexed values stay on the server. */
export const readCatalog = defineQuery({
  name: "data:read-catalog",
  access: "viewer",
  input: z.object({}),
  run: async ({ auth }): Promise<{ tables: CatalogTable[]; relationships: Relationship[] }> => {
    const { tables, relationships } = await loadCatalog({ kind: "warehouse", orgId: auth.orgId });
    const columnsOf = (table: CatalogTable) => table.columns.map((column) => ({ ...column, values: null }));
    return { tables: tables.map((table) => ({ ...table, columns: columnsOf(table) })), relationships };
  },
});

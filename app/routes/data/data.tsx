import { DataPage } from "#app/components/data/data-page.tsx";
import { readCatalog } from "#app/server/actions/data/read-catalog.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/data.ts";

export const loader = asLoader(async () => ({ catalog: await readCatalog({}) }));

export default function Data({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <title>Data · Plainchart</title>
      <DataPage
        catalog={loaderData.catalog}
        emptyHint="Bringing in files and databases of your own is not part of this version yet. The demo organisations show what a filled one looks like."
      />
    </>
  );
}

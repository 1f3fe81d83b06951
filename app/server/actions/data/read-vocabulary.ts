import { serviceClient } from "#app/server/auth/service-client.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import type { GlossaryTerm, VerifiedQuery } from "#app/shared/catalog.ts";

/** An organisation's own words and confirmed questions; read for its catalog, which no single user owns. */
export async function readVocabulary(orgId: string): Promise<{ glossary: GlossaryTerm[]; verified: VerifiedQuery[] }> {
  const [terms, queries] = await Promise.all([
    serviceClient().from("glossary_terms").select("term, synonyms, definition, maps_to").eq("org_id", orgId),
    serviceClient().from("verified_queries").select("question, sql").eq("org_id", orgId),
  ]);
  if (terms.error) throw handleDbError(terms.error, "read the glossary");
  if (queries.error) throw handleDbError(queries.error, "read the verified questions");
  return {
    glossary: terms.data.map(({ maps_to: mapsTo, ...term }) => ({ ...term, mapsTo }) as GlossaryTerm),
    verified: queries.data as VerifiedQuery[],
  };
}

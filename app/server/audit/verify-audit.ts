import { serviceClient } from "#app/server/auth/service-client.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";

export type BrokenChain = { chain: string; sequence: number; problem: string };

/**
 * Walks the hash chains of the audit record in the database.
 *
 * @param chain an organisation's id, or `system`; left out: all.
 * @returns the first broken event of each chain that does not hold; empty when all do.
 */
export async function verifyAudit(chain?: string): Promise<BrokenChain[]> {
  const { data, error } = await serviceClient().rpc("verify_audit", { p_chain: chain ?? null });
  if (error !== null) throw handleDbError(error, "verify audit");
  return data as BrokenChain[];
}

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { checkCost } from "#app/server/sql/check-cost.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";

/**
 * The guard, then the cost gate: the only way from a text to something that may be executed.
 *
 * @throws ApplicationError SQL_REFUSED, QUERY_TOO_EXPENSIVE, and as `executeQuery` does.
 */
export async function admitSql(
  sql: string,
  { catalog, target, signal }: { catalog: Catalog; target: QueryTarget; signal: AbortSignal },
): Promise<string> {
  const guarded = await guardSql(sql, catalog);
  if (!guarded.ok) {
    const message = guarded.suggestion === null ? guarded.message : `${guarded.message} ${guarded.suggestion}`;
    throw new ApplicationError({ code: "SQL_REFUSED", message, cause: guarded });
  }
  await checkCost({ target, guarded, signal });
  return guarded.sql;
}

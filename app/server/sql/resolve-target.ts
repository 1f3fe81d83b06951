import { ApplicationError } from "#app/server/platform/application-error.ts";
import { env } from "#app/server/platform/env.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";

import { TOKEN_GRACE_MS } from "./query-limits.ts";
import { signTenantToken } from "./tenant-token.ts";

/** Where a target's queries run. The connection's login decides what they can read; see docs/security.md. */
export type ResolvedTarget = {
  /** `postgres://` URL; also the key of the connection pool. */
  url: string;
  /** Schemas that bare table names reach, in order, unquoted. */
  searchPath: readonly string[];
  /** Signs the token of one statement; null where the database holds one tenant only. */
  signToken: ((timeoutMs: number) => string) | null;
};

/** Replaced in tests, in eval and by whoever keeps the credentials of connected databases. */
export type ResolveTarget = (target: QueryTarget) => Promise<ResolvedTarget>;

/** The organisation's own tables, through the analyst login. Throws `NOT_CONFIGURED` for a connected database. */
export const resolveTarget: ResolveTarget = async (target) => {
  if (target.kind !== "warehouse") {
    throw new ApplicationError({
      code: "NOT_CONFIGURED",
      message: "Connected databases are not set up on this installation.",
    });
  }
  const { orgId } = target;
  const { ANALYST_DATABASE_URL, TENANT_TOKEN_KEY, TENANT_TOKEN_KEY_ID } = env();
  const key = { id: TENANT_TOKEN_KEY_ID, secret: TENANT_TOKEN_KEY };
  return {
    url: ANALYST_DATABASE_URL,
    searchPath: [businessSchema(orgId)],
    signToken: (timeoutMs) =>
      signTenantToken({ orgId, key, nowMs: Date.now(), lifetimeMs: timeoutMs + TOKEN_GRACE_MS }),
  };
};

/** The schema that holds an organisation's business tables. */
export function businessSchema(orgId: string): string {
  return `org_${orgId.replaceAll("-", "")}`;
}

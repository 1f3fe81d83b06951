import { getSession } from "#app/server/auth/session.ts";
import { currentOrgSlug, validateAuth } from "#app/server/auth/validate-auth.ts";
import { findRequestContext } from "#app/server/platform/request-context.ts";

/** Whose answers a cached function keeps apart. */
export type CacheScope = "org" | "user" | "global";

/** Raised when who-may-see-what changes, so that no answer outlives the rules it was made under. */
const POLICY_VERSION = 1;

/**
 * The part of a key that keeps tenants apart.
 *
 * @throws ApplicationError where the scope needs a request, a user or an organisation and there is none.
 */
export async function scopeKey(scope: CacheScope): Promise<string> {
  if (scope === "global") return "global";
  const { userId, orgId, role } = await validateAuth();
  return scope === "user" ? `user:${userId}:${orgId}:${POLICY_VERSION}` : `org:${orgId}:${role}:${POLICY_VERSION}`;
}

/** The prefix of a tag in the given scope. */
export async function tagPrefix(scope: CacheScope): Promise<string> {
  if (scope === "global") return "global";
  const { userId, orgId } = await validateAuth();
  return scope === "user" ? `user:${userId}` : `org:${orgId}`;
}

/** Every prefix a tag may have been written under, as seen from here. */
export async function reachableTagPrefixes(): Promise<string[]> {
  const prefixes = ["global"];
  if (findRequestContext() === undefined) return prefixes;
  const session = await getSession();
  if (session === null) return prefixes;
  prefixes.push(`user:${session.userId}`);
  if (currentOrgSlug() !== null) prefixes.push(`org:${(await validateAuth()).orgId}`);
  return prefixes;
}

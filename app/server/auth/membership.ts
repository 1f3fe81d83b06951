import { userClient } from "#app/server/auth/user-client.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { memoizeInRequest } from "#app/server/platform/request-context.ts";
import type { Role } from "#app/shared/roles.ts";

export type Plan = "free" | "team" | "business";

export type Membership = {
  orgId: string;
  orgSlug: string;
  orgName: string;
  role: Role;
  plan: Plan;
};

/**
 * How long another copy of the app may go by a role that was just taken away: enough for the queries of one page.
 * Row-level security stops a removed member's reads and writes of workspace data at once, but questions to the
 * business database go by what is remembered here.
 */
const TTL_MS = seconds(2);
const MAX_ENTRIES = 10_000;

const remembered = new Map<string, { membership: Membership; untilMs: number }>();

/**
 * The user's place in the organisation a URL names.
 *
 * @throws ApplicationError NOT_FOUND for an unknown organisation and for someone else's alike.
 */
export function findMembership(userId: string, orgSlug: string): Promise<Membership> {
  const key = `${userId} ${orgSlug}`;
  const known = remembered.get(key);
  if (known !== undefined && known.untilMs > performance.now()) return Promise.resolve(known.membership);
  return memoizeInRequest(`membership ${key}`, async () => {
    const membership = await loadMembership(userId, orgSlug);
    if (remembered.size >= MAX_ENTRIES) remembered.clear();
    remembered.set(key, { membership, untilMs: performance.now() + TTL_MS });
    return membership;
  });
}

/** Forgets what is remembered about a user, an organisation, or both, after a change of either. */
export function forgetMemberships({ userId, orgId }: { userId?: string; orgId?: string }): void {
  for (const [key, { membership }] of remembered) {
    if (userId !== undefined && key.startsWith(`${userId} `)) remembered.delete(key);
    else if (orgId !== undefined && membership.orgId === orgId) remembered.delete(key);
  }
}

type MembershipRow = { role: Role; organizations: { id: string; slug: string; name: string; plan: Plan } };

async function loadMembership(userId: string, orgSlug: string): Promise<Membership> {
  const { data, error } = await userClient()
    .from("memberships")
    .select("role, organizations!inner(id, slug, name, plan)")
    .eq("user_id", userId)
    .eq("organizations.slug", orgSlug)
    .limit(1);
  if (error !== null) throw handleDbError(error, "load membership");
  const row = (data as unknown as MembershipRow[])[0];
  if (row === undefined) throw new ApplicationError({ code: "NOT_FOUND" });
  const { id, slug, name, plan } = row.organizations;
  return { orgId: id, orgSlug: slug, orgName: name, role: row.role, plan };
}

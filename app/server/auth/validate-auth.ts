import { findMembership, type Membership } from "#app/server/auth/membership.ts";
import { getSession, type Session } from "#app/server/auth/session.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { getRequestContext } from "#app/server/platform/request-context.ts";
import { roleAllows, type Role } from "#app/shared/roles.ts";

export type UserAuth = Pick<Session, "userId" | "email">;
export type OrgAuth = UserAuth & Membership;

const ORG_PATH = /^\/o\/([a-z0-9-]{1,60})(?:\/|$)/;

/** The organisation the current URL names (`/o/:slug/...`), or null. */
export function currentOrgSlug(): string | null {
  return ORG_PATH.exec(getRequestContext().url.pathname)?.[1] ?? null;
}

/**
 * Who is asking, whatever organisation.
 *
 * @throws ApplicationError UNAUTHENTICATED for a visitor.
 */
export async function validateUser(): Promise<UserAuth> {
  const session = await getSession();
  if (session === null) throw new ApplicationError({ code: "UNAUTHENTICATED" });
  return { userId: session.userId, email: session.email };
}

/**
 * Who is asking, in the organisation the URL names, and as what.
 *
 * @throws ApplicationError UNAUTHENTICATED for a visitor, NOT_FOUND where the organisation is not theirs
 * (its existence is a secret) or the URL names none, FORBIDDEN where the role is too weak.
 * @example
 * const { userId, orgId, role } = await validateAuth({ role: "admin" });
 */
export async function validateAuth({ role = "viewer" }: { role?: Role } = {}): Promise<OrgAuth> {
  const user = await validateUser();
  const slug = currentOrgSlug();
  if (slug === null) {
    throw new ApplicationError({
      code: "NOT_FOUND",
      cause: new Error("The URL names no organisation (/o/:slug/...)."),
    });
  }
  const membership = await findMembership(user.userId, slug);
  if (!roleAllows(membership.role, role)) throw new ApplicationError({ code: "FORBIDDEN" });
  return { ...user, ...membership };
}

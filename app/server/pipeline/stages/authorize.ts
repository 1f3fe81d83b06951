import { getSession } from "#app/server/auth/session.ts";
import { validateAuth, validateUser, type OrgAuth, type UserAuth } from "#app/server/auth/validate-auth.ts";
import type { Access } from "#app/server/pipeline/types.ts";

/** Finds out who asks, and throws unless they may. */
export async function authorize(access: Access): Promise<UserAuth | OrgAuth | null> {
  if (access === "public") {
    const session = await getSession();
    return session === null ? null : { userId: session.userId, email: session.email };
  }
  return access === "user" ? validateUser() : validateAuth({ role: access });
}

import { readStoredSession } from "#app/server/auth/session-cookie.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { readCookies } from "#app/server/platform/cookies.ts";

/** PostgREST with a seat belt for code that passes user ids around. */
export const supabaseApi = {
  /**
   * A table as the given user, who must be the one asking. Row-level security decides what they see.
   *
   * @throws ApplicationError FORBIDDEN for another user's id, UNAUTHENTICATED for a visitor.
   * @example
   * const { data, error } = await supabaseApi.fromUser("conversations", userId).select("*").eq("org_id", orgId);
   */
  fromUser(table: string, userId: string) {
    const asking = subjectOfToken();
    if (asking === null) throw new ApplicationError({ code: "UNAUTHENTICATED" });
    if (asking !== userId) throw new ApplicationError({ code: "FORBIDDEN" });
    return userClient().from(table);
  },
};

/** Whose token the request carries. Not verified here: PostgREST verifies it before it answers anything. */
function subjectOfToken(): string | null {
  const payload = readStoredSession(readCookies())?.accessToken.split(".")[1];
  if (payload === undefined) return null;
  try {
    const { sub } = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as { sub?: unknown };
    return typeof sub === "string" ? sub : null;
  } catch {
    return null;
  }
}

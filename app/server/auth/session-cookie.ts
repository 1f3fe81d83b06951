/** Chosen here, so that it does not follow the host of the auth service. */
export const SESSION_COOKIE = "plainchart-session";

export type StoredSession = {
  accessToken: string;
  refreshToken: string;
  /** Seconds since 1970. */
  expiresAt: number;
};

/**
 * Reads the session that `@supabase/ssr` stored (base64url JSON, in one cookie or in numbered chunks)
 * without building a client. Nothing in it is trusted yet: the token is verified separately.
 */
export function readStoredSession(cookies: ReadonlyMap<string, string>): StoredSession | null {
  const text = cookies.get(SESSION_COOKIE) ?? joinChunks(cookies);
  if (!text.startsWith("base64-")) return null;
  try {
    const session: unknown = JSON.parse(Buffer.from(text.slice("base64-".length), "base64url").toString("utf8"));
    if (typeof session !== "object" || session === null) return null;
    const { access_token, refresh_token, expires_at } = session as Record<string, unknown>;
    if (typeof access_token !== "string" || typeof refresh_token !== "string" || typeof expires_at !== "number")
      return null;
    return { accessToken: access_token, refreshToken: refresh_token, expiresAt: expires_at };
  } catch {
    return null;
  }
}

function joinChunks(cookies: ReadonlyMap<string, string>): string {
  let text = "";
  for (let index = 0; index < 8; index++) {
    const chunk = cookies.get(`${SESSION_COOKIE}.${index}`);
    if (chunk === undefined) break;
    text += chunk;
  }
  return text;
}

import { createHmac, timingSafeEqual } from "node:crypto";

export type ApiRole = "anon" | "authenticated" | "service_role";

/** Who a request is to the database: the role it runs as and the claims `auth.uid()` reads. */
export type Identity = { role: ApiRole; claims: Record<string, unknown> };

/**
 * Reads who asks from the `apikey` and `Authorization` headers, as the API gateway of a hosted project does: a person's
 * token outranks the key, the secret key alone is the service role, the publishable key alone is nobody.
 *
 * @returns null where the key is missing or wrong, or the token is forged or expired
 */
export function readIdentity(
  headers: Headers,
  keys: { publishableKey: string; secretKey: string; jwtSecret: string },
): Identity | null {
  const key = headers.get("apikey");
  const keyRole = key === keys.secretKey ? "service_role" : key === keys.publishableKey ? "anon" : null;
  if (keyRole === null) return null;
  const bearer = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer === undefined || bearer === key) return { role: keyRole, claims: { role: keyRole } };

  const [header = "", payload = "", signature = "", ...rest] = bearer.split(".");
  const expected = createHmac("sha256", keys.jwtSecret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, "base64url");
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
  if (claims["role"] !== "authenticated" || typeof claims["exp"] !== "number") return null;
  return claims["exp"] * 1000 < Date.now() ? null : { role: "authenticated", claims };
}

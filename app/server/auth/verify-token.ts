import { createHmac, createPublicKey, timingSafeEqual, verify, type JsonWebKey, type KeyObject } from "node:crypto";

import { minutes, nowMs } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";

export type TokenClaims = {
  userId: string;
  email: string | null;
  sessionId: string | null;
  /** Seconds since 1970. */
  expiresAt: number;
};

/** Clocks of two machines may differ by this much. */
const CLOCK_SKEW_SECONDS = 5;
const JWKS_TTL_MS = minutes(10);
const ALGORITHMS: Record<string, { digest: string; dsaEncoding?: "ieee-p1363" }> = {
  ES256: { digest: "sha256", dsaEncoding: "ieee-p1363" },
  RS256: { digest: "sha256" },
};

/**
 * Verifies an access token on this machine: HS256 with `SUPABASE_JWT_SECRET`, ES256 or RS256 with the auth
 * service's published keys (kept ten minutes).
 *
 * @returns the claims; null for a token that is forged, expired or not a user's; "unknown" where no key
 * here can tell, so that the auth service has to be asked.
 */
export async function verifyToken(token: string): Promise<TokenClaims | null | "unknown"> {
  const [encodedHeader, encodedPayload, encodedSignature, rest] = token.split(".");
  if (
    encodedHeader === undefined ||
    encodedPayload === undefined ||
    encodedSignature === undefined ||
    rest !== undefined
  ) {
    return null;
  }
  const header = decodePart(encodedHeader);
  const payload = decodePart(encodedPayload);
  if (header === null || payload === null) return null;

  const signed = `${encodedHeader}.${encodedPayload}`;
  const signature = Buffer.from(encodedSignature, "base64url");
  const authentic = await isAuthentic(header, signed, signature);
  if (authentic === "unknown") return readClaims(payload) === null ? null : "unknown";
  return authentic ? readClaims(payload) : null;
}

async function isAuthentic(
  header: Record<string, unknown>,
  signed: string,
  signature: Buffer,
): Promise<boolean | "unknown"> {
  if (header.alg === "HS256") {
    const secret = env().SUPABASE_JWT_SECRET;
    if (secret === undefined) return "unknown";
    const expected = createHmac("sha256", secret).update(signed).digest();
    return expected.length === signature.length && timingSafeEqual(expected, signature);
  }
  const algorithm = typeof header.alg === "string" ? ALGORITHMS[header.alg] : undefined;
  if (algorithm === undefined || typeof header.kid !== "string") return false;
  const key = await findPublicKey(header.kid);
  if (key === undefined) return "unknown";
  const options = algorithm.dsaEncoding === undefined ? key : { key, dsaEncoding: algorithm.dsaEncoding };
  return verify(algorithm.digest, Buffer.from(signed), options, signature);
}

function readClaims(payload: Record<string, unknown>): TokenClaims | null {
  const { sub, exp, role, email, session_id } = payload;
  if (typeof sub !== "string" || typeof exp !== "number" || role !== "authenticated") return null;
  if (exp + CLOCK_SKEW_SECONDS < nowMs() / 1_000) return null;
  return {
    userId: sub,
    email: typeof email === "string" && email !== "" ? email : null,
    sessionId: typeof session_id === "string" ? session_id : null,
    expiresAt: exp,
  };
}

function decodePart(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

let published: { keys: Map<string, KeyObject>; untilMs: number } | undefined;

async function findPublicKey(kid: string): Promise<KeyObject | undefined> {
  if (published === undefined || published.untilMs < nowMs()) {
    published = { keys: await fetchPublicKeys(), untilMs: nowMs() + JWKS_TTL_MS };
  }
  return published.keys.get(kid);
}

async function fetchPublicKeys(): Promise<Map<string, KeyObject>> {
  const response = await fetch(new URL("/auth/v1/.well-known/jwks.json", env().SUPABASE_URL), {
    signal: AbortSignal.timeout(3_000),
  });
  if (!response.ok) return new Map();
  const { keys } = (await response.json()) as { keys?: (JsonWebKey & { kid?: string; kty?: string })[] };
  const usable = (keys ?? []).filter((key) => key.kid !== undefined && key.kty !== "oct");
  return new Map(usable.map((key) => [String(key.kid), createPublicKey({ key, format: "jwk" })]));
}

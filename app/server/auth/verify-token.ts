import { createHmac, timingSafeEqual, verify } from "node:crypto";

import { findPublicKey } from "#app/server/auth/public-keys.ts";
import { nowMs } from "#app/server/platform/clock.ts";
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
const ALGORITHMS: Record<string, { digest: string; dsaEncoding?: "ieee-p1363" }> = {
  ES256: { digest: "sha256", dsaEncoding: "ieee-p1363" },
  RS256: { digest: "sha256" },
};

/**
 * Verifies an access token on this machine: HS256 with `SUPABASE_JWT_SECRET`, ES256 or RS256 with the auth
 * service's published keys.
 *
 * @param options.evenIfExpired for a token that is to be exchanged.
 * @returns the claims; null for a token that is forged, expired or not a user's; "unknown" for HS256 without
 * the secret, where only the auth service can tell.
 * @throws ApplicationError SERVICE_UNAVAILABLE where the published keys can't be had.
 */
export async function verifyToken(
  token: string,
  { evenIfExpired = false }: { evenIfExpired?: boolean } = {},
): Promise<TokenClaims | null | "unknown"> {
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
  const claims = readClaims(payload);
  if (claims === null || (!evenIfExpired && isExpired(claims))) return null;

  const signed = `${encodedHeader}.${encodedPayload}`;
  const signature = Buffer.from(encodedSignature, "base64url");
  const authentic = await isAuthentic(header, signed, signature);
  if (authentic === "unknown") return "unknown";
  return authentic ? claims : null;
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
  if (key === undefined) return false;
  const options = algorithm.dsaEncoding === undefined ? key : { key, dsaEncoding: algorithm.dsaEncoding };
  return verify(algorithm.digest, Buffer.from(signed), options, signature);
}

function readClaims(payload: Record<string, unknown>): TokenClaims | null {
  const { sub, exp, role, email, session_id } = payload;
  if (typeof sub !== "string" || typeof exp !== "number" || role !== "authenticated") return null;
  return {
    userId: sub,
    email: typeof email === "string" && email !== "" ? email : null,
    sessionId: typeof session_id === "string" ? session_id : null,
    expiresAt: exp,
  };
}

function isExpired({ expiresAt }: TokenClaims): boolean {
  return expiresAt + CLOCK_SKEW_SECONDS < nowMs() / 1_000;
}

function decodePart(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

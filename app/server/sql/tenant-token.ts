import { createHmac } from "node:crypto";

/** The current signing key. The database holds the same bytes under the same id in `tenant.keys`. */
export type TenantTokenKey = {
  id: string;
  /** At least 32 characters; its UTF-8 bytes are the HMAC key. */
  secret: string;
};

/**
 * Signs which organisation a transaction speaks for: `v1.<key id>.<organisation>.<unix seconds>.<hex HMAC-SHA256>`. SQL may
 * overwrite the setting that holds it, but cannot sign another organisation. Keep `lifetimeMs` at the statement's time limit
 * plus a few seconds: a token that leaks is worth nothing afterwards.
 *
 * Throws on an organisation id or key id that would change the token's shape.
 */
export function signTenantToken(options: {
  orgId: string;
  key: TenantTokenKey;
  nowMs: number;
  lifetimeMs: number;
}): string {
  const { orgId, key, nowMs, lifetimeMs } = options;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(orgId)) throw new Error("not an organisation id");
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(key.id)) throw new Error("not a key id");
  const expires = Math.ceil((nowMs + lifetimeMs) / 1000);
  const body = `v1.${key.id}.${orgId}.${expires}`;
  return `${body}.${createHmac("sha256", key.secret).update(body).digest("hex")}`;
}

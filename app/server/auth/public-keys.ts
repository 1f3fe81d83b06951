import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { minutes, seconds } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";

const FRESH_MS = minutes(10);
/** An unknown key id asks again at most this often: anybody can make one up. */
const UNKNOWN_REST_MS = minutes(1);
/** After a failure the service is left alone this long. */
const FAILURE_REST_MS = seconds(2);
const FETCH_TIMEOUT_MS = seconds(3);

type Published = {
  keys: ReadonlyMap<string, KeyObject>;
  /** Monotonic, as are the others. */
  fetchedAtMs: number;
  triedAtMs: number;
  /** Of the last try; the keys are those of the last that succeeded. */
  failure: unknown;
};

const NOTHING: Published = { keys: new Map(), fetchedAtMs: -Infinity, triedAtMs: -Infinity, failure: undefined };
let published = NOTHING;
let fetching: Promise<void> | undefined;

/**
 * The auth service's key of this id, from its JWKS. Keys are kept ten minutes, and longer while the service
 * does not answer. Requests that arrive together share one fetch.
 *
 * @returns undefined for an id the service does not publish.
 * @throws ApplicationError SERVICE_UNAVAILABLE for an unknown id while the service does not answer.
 */
export async function findPublicKey(kid: string): Promise<KeyObject | undefined> {
  if (isDue(kid)) await (fetching ??= refresh().finally(() => (fetching = undefined)));
  const key = published.keys.get(kid);
  if (key === undefined && published.failure !== undefined)
    throw new ApplicationError({ code: "SERVICE_UNAVAILABLE", cause: published.failure });
  return key;
}

function isDue(kid: string): boolean {
  const nowMs = performance.now();
  if (published.failure !== undefined && nowMs - published.triedAtMs < FAILURE_REST_MS) return false;
  if (nowMs - published.fetchedAtMs > FRESH_MS) return true;
  return !published.keys.has(kid) && nowMs - published.triedAtMs > UNKNOWN_REST_MS;
}

async function refresh(): Promise<void> {
  const triedAtMs = performance.now();
  try {
    published = { keys: await fetchPublicKeys(), fetchedAtMs: triedAtMs, triedAtMs, failure: undefined };
  } catch (failure) {
    published = { ...published, triedAtMs: performance.now(), failure };
  }
}

async function fetchPublicKeys(): Promise<Map<string, KeyObject>> {
  const response = await fetch(new URL("/auth/v1/.well-known/jwks.json", env().SUPABASE_URL), {
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  });
  // A service that signs with a shared secret alone may publish nothing.
  if (response.status === 404) return new Map();
  if (!response.ok) throw new Error(`JWKS: HTTP ${response.status}`);
  const { keys } = (await response.json()) as { keys?: (JsonWebKey & { kid?: string; kty?: string })[] };
  const usable = (keys ?? []).filter((key) => key.kid !== undefined && key.kty !== "oct");
  return new Map(usable.map((key) => [String(key.kid), createPublicKey({ key, format: "jwk" })]));
}

/** Forgets the keys, for a test that changes the environment. */
export function resetPublicKeys(): void {
  published = NOTHING;
}

import { createHash } from "node:crypto";
import { serialize } from "node:v8";

import { scopeKey, tagPrefix, type CacheScope } from "#app/server/cache/cache-scope.ts";
import { decodeEntry, encodeEntry, type CacheEntry } from "#app/server/cache/entry.ts";
import { readWithTags, storeEntry } from "#app/server/cache/store.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { cacheTotal } from "#app/server/platform/metrics.ts";
import { ErrorCategory, reportError } from "#app/server/platform/report-error.ts";
import { findRequestContext, runWithRequestContext } from "#app/server/platform/request-context.ts";

export type CacheOptions = {
  /** Seconds an answer is fresh. */
  revalidate: number;
  tags?: readonly string[];
  /**
   * Whose answers are kept apart: "org" (default) by organisation and role, "user", or "global" for what is
   * the same for everybody.
   */
  scope?: CacheScope;
};

/** An answer is kept this much longer than it is fresh, to be served while a new one is made. */
const STALE_FACTOR = 1;
/** Up to this part is taken off the fresh time, so that entries made together do not expire together. */
const JITTER = 0.1;
/** Bytes of one stored answer; a larger one is given but not kept. */
const MAX_BYTES = 512 * 1024;

const making = new Map<string, Promise<unknown>>();

/**
 * Keeps a function's answers in Redis. Concurrent calls with one key share one run, which no caller's abort
 * ends. A stale answer is served once more while a new one is made. Failures are not kept, and Redis being
 * down is a miss. Date, bigint, Map and Set survive.
 *
 * Inside the function, asking who the user is throws unless the scope is "user": pass what it needs.
 *
 * @param keyParts name the function; the arguments are added. Arguments and answers must be structured data.
 * @throws ApplicationError NO_REQUEST_CONTEXT for scope "org" or "user" outside a request.
 * @example
 * export const getTotals = createCachedFunction(
 *   async (orgId: string, month: string) => loadTotals(orgId, month),
 *   ["dashboard", "totals"],
 *   { revalidate: 300, tags: ["dashboard-data"] },
 * );
 */
export function createCachedFunction<Arguments extends readonly unknown[], Value>(
  make: (...args: Arguments) => Promise<Value>,
  keyParts: readonly string[],
  { revalidate, tags = [], scope = "org" }: CacheOptions,
): (...args: Arguments) => Promise<Value> {
  const name = keyParts.join(":");

  return async (...args) => {
    const [owner, prefix] = await Promise.all([scopeKey(scope), tagPrefix(scope)]);
    const key = `cache:${owner}:${name}:${digest(args)}`;
    const tagKeys = tags.map((tag) => `cachetag:${prefix}:${tag}`);

    const entry = await readEntry(key, tagKeys);
    if (entry !== null) {
      const fresh = entry.freshUntilMs > nowMs();
      cacheTotal.inc({ cache: name, outcome: fresh ? "hit" : "stale" });
      if (!fresh) makeOnce(key, () => makeAndStore(key, args)).catch(noteBackgroundFailure);
      return entry.value as Value;
    }
    cacheTotal.inc({ cache: name, outcome: "miss" });
    return makeOnce(key, () => makeAndStore(key, args)) as Promise<Value>;
  };

  async function makeAndStore(key: string, args: Arguments): Promise<Value> {
    const madeAtMs = nowMs();
    const value = await hideIdentity(scope, () => make(...args));
    const freshMs = revalidate * 1_000 * (1 - Math.random() * JITTER);
    const text = encodeEntry({ value, madeAtMs, freshUntilMs: nowMs() + freshMs });
    if (text.length > MAX_BYTES) cacheTotal.inc({ cache: name, outcome: "too_large" });
    else await storeEntry(key, text, Math.ceil(revalidate * 1_000 * (1 + STALE_FACTOR)));
    return value;
  }

  function noteBackgroundFailure(error: unknown): void {
    reportError(error, { category: ErrorCategory.CACHE, context: { cache: name } });
  }
}

async function readEntry(key: string, tagKeys: readonly string[]): Promise<CacheEntry | null> {
  const { text, invalidatedAtMs } = await readWithTags(key, tagKeys);
  const entry = decodeEntry(text);
  return entry === null || entry.madeAtMs <= invalidatedAtMs ? null : entry;
}

function makeOnce(key: string, make: () => Promise<unknown>): Promise<unknown> {
  const running = making.get(key);
  if (running !== undefined) return running;
  const started = make().finally(() => making.delete(key));
  making.set(key, started);
  return started;
}

function hideIdentity<Value>(scope: CacheScope, run: () => Promise<Value>): Promise<Value> {
  const context = findRequestContext();
  if (scope === "user" || context === undefined) return run();
  return runWithRequestContext({ ...context, identityHidden: true }, run);
}

function digest(args: readonly unknown[]): string {
  return createHash("sha256").update(serialize(args)).digest("base64url");
}

import { redis } from "#app/server/platform/redis.ts";
import { watchRedis } from "#app/server/platform/redis-outage.ts";

/** A cache that takes longer than this is no help. */
const READ_MS = 300;
/** Longer than any entry lives, fresh and stale. */
const TAG_TTL_SECONDS = 3 * 86_400;

const outage = watchRedis("nothing is cached");

type Found = { text: unknown; /** The latest invalidation among the tags; 0 for none. */ invalidatedAtMs: number };

/** Reads an entry and the state of its tags in one round trip. Redis being away is a miss. */
export async function readWithTags(key: string, tagKeys: readonly string[]): Promise<Found> {
  if (!outage.mayTry()) return { text: null, invalidatedAtMs: 0 };
  try {
    const [text, ...tags] = await outage.within(redis().mget<unknown[]>(key, ...tagKeys), READ_MS);
    return { text, invalidatedAtMs: Math.max(0, ...tags.map((tag) => Number(tag ?? 0))) };
  } catch (error) {
    outage.note(error);
    return { text: null, invalidatedAtMs: 0 };
  }
}

/** Keeps an entry; a failure is only noted. */
export async function storeEntry(key: string, text: string, ttlMs: number): Promise<void> {
  if (!outage.mayTry()) return;
  try {
    await outage.within(redis().set(key, text, { px: ttlMs }), READ_MS);
  } catch (error) {
    outage.note(error);
  }
}

/** Makes everything older than now, under these tags, a miss. */
export async function invalidateTags(tagKeys: readonly string[], atMs: number): Promise<void> {
  await Promise.all(tagKeys.map((key) => redis().set(key, atMs, { ex: TAG_TTL_SECONDS })));
}

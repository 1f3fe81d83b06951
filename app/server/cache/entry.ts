import { deserialize, serialize } from "node:v8";

export type CacheEntry = {
  value: unknown;
  /** When its making began: an invalidation after that makes it old. */
  madeAtMs: number;
  /** Until when it is served as it is; after that it is served once more while a new one is made. */
  freshUntilMs: number;
};

/**
 * Text for Redis. Node's own structured format keeps Date, bigint, Map, Set and typed arrays, which JSON
 * loses. Only this app writes to its Redis, so reading it back is safe.
 */
export function encodeEntry(entry: CacheEntry): string {
  return `v8:${serialize(entry).toString("base64")}`;
}

/** Null for anything that is not an entry, such as one of another Node version. */
export function decodeEntry(text: unknown): CacheEntry | null {
  if (typeof text !== "string" || !text.startsWith("v8:")) return null;
  try {
    return deserialize(Buffer.from(text.slice(3), "base64")) as CacheEntry;
  } catch {
    return null;
  }
}

import { deserialize, serialize } from "node:v8";

export type CacheEntry = {
  value: unknown;
  /** When its making began: an invalidation after that makes it old. */
  madeAtMs: number;
  /** Until when it is served as it is; after that it is served once more while a new one is made. */
  freshUntilMs: number;
};

type Envelope = { madeAtMs: number; freshUntilMs: number; json?: unknown; v8?: string };

/**
 * Text for Redis. What JSON keeps whole travels as JSON, which is quickest to read back; anything else (Date,
 * bigint, Map, Set, undefined, typed arrays) in Node's own structured format. Only this app writes to its
 * Redis, so reading that back is safe.
 */
export function encodeEntry({ value, madeAtMs, freshUntilMs }: CacheEntry): string {
  const envelope: Envelope = { madeAtMs, freshUntilMs };
  if (isPlainJson(value, 0)) envelope.json = value;
  else envelope.v8 = serialize(value).toString("base64");
  return JSON.stringify(envelope);
}

/** Null for anything that is not an entry, such as one of another Node version. The client has parsed the JSON. */
export function decodeEntry(stored: unknown): CacheEntry | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { madeAtMs, freshUntilMs, json, v8 } = stored as Partial<Envelope>;
  if (typeof madeAtMs !== "number" || typeof freshUntilMs !== "number") return null;
  if (v8 === undefined) return { madeAtMs, freshUntilMs, value: json };
  try {
    return { madeAtMs, freshUntilMs, value: deserialize(Buffer.from(v8, "base64")) };
  } catch {
    return null;
  }
}

const MAX_DEPTH = 50;

/** Whether JSON gives back exactly this. */
function isPlainJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object" || depth > MAX_DEPTH || "toJSON" in value) return false;
  if (Array.isArray(value))
    return Object.keys(value).length === value.length && value.every((item) => isPlainJson(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (
    prototype !== Object.prototype ||
    Object.hasOwn(value, "__proto__") ||
    Object.getOwnPropertySymbols(value).length > 0
  )
    return false;
  return Object.values(value).every((item) => isPlainJson(item, depth + 1));
}

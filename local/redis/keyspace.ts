import { RedisError } from "./redis-reply.ts";

/** How each type of value is kept. */
export type RedisValues = {
  string: string;
  list: string[];
  set: Set<string>;
  hash: Map<string, string>;
  zset: Map<string, number>;
};

export type RedisType = keyof RedisValues;

export type Entry = { [Type in RedisType]: { type: Type; value: RedisValues[Type]; expiresAtMs: number } }[RedisType];

const sweepEveryMs = 30_000;
const maximumKeys = 200_000;

/** The keys of one database with their times of death. An expired key is gone at the first look at it. */
export class Keyspace {
  readonly now: () => number;
  #entries = new Map<string, Entry>();
  #sweeper: NodeJS.Timeout;

  constructor(now: () => number = Date.now) {
    this.now = now;
    this.#sweeper = setInterval(() => this.#sweep(), sweepEveryMs);
    this.#sweeper.unref();
  }

  find(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.expiresAtMs > this.now()) return entry;
    this.#entries.delete(key);
    return undefined;
  }

  /** The value under the key, undefined when there is none; throws WRONGTYPE when it is of another type. */
  read<Type extends RedisType>(key: string, type: Type): RedisValues[Type] | undefined {
    const entry = this.find(key);
    if (entry === undefined) return undefined;
    if (entry.type !== type) {
      throw new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");
    }
    return entry.value as RedisValues[Type];
  }

  /** Like `read`, but puts a new value there when there is none. */
  open<Type extends RedisType>(key: string, type: Type, create: () => RedisValues[Type]): RedisValues[Type] {
    const existing = this.read(key, type);
    if (existing !== undefined) return existing;
    const value = create();
    this.write(key, type, value);
    return value;
  }

  /** Replaces whatever is under the key. */
  write<Type extends RedisType>(key: string, type: Type, value: RedisValues[Type], expiresAtMs = Infinity): void {
    if (this.find(key) === undefined && this.#entries.size >= maximumKeys) {
      throw new RedisError("OOM command not allowed when used memory > 'maxmemory'.");
    }
    this.#entries.set(key, { type, value, expiresAtMs } as Entry);
  }

  /** Replaces the value and leaves its time of death: what every command that changes a value in place does. */
  update<Type extends RedisType>(key: string, type: Type, value: RedisValues[Type]): void {
    this.write(key, type, value, this.find(key)?.expiresAtMs);
  }

  delete(key: string): boolean {
    const existed = this.find(key) !== undefined;
    this.#entries.delete(key);
    return existed;
  }

  /** Redis has no empty lists, sets or hashes: with its last member the key goes. */
  deleteIfEmpty(key: string): void {
    const value = this.find(key)?.value;
    if (typeof value !== "object") return;
    const size = Array.isArray(value) ? value.length : value.size;
    if (size === 0) this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Living keys. */
  keys(): string[] {
    return [...this.#entries.keys()].filter((key) => this.find(key) !== undefined);
  }

  close(): void {
    clearInterval(this.#sweeper);
    this.clear();
  }

  #sweep(): void {
    for (const key of this.#entries.keys()) this.find(key);
  }
}

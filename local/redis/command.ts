import type { Keyspace } from "./keyspace.ts";
import type { RedisReply } from "./redis-reply.ts";

/** One Redis command. Synchronous: that alone makes every command and every script atomic. */
export type Command = {
  /** Redis' own notation: the number of words with the name itself; negative means at least so many. */
  arity: number;
  run(keys: Keyspace, ...words: string[]): RedisReply;
};

export type Commands = Record<string, Command>;

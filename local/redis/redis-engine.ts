import type { RedisError, RedisReply } from "./redis-reply.ts";

/** What the REST bridge needs of a Redis. Two implementations: in this process, and a real server. */
export type RedisEngine = {
  /** Runs one command, its name first. Throws `RedisError` for an error reply. */
  send(command: string[]): Promise<RedisReply>;
  /**
   * Runs commands one after the other with nothing in between. A command that fails leaves its error in its place and
   * the others run. Throws the `RedisError` of one that cannot even be queued; then none has run.
   */
  transaction(commands: string[][]): Promise<(RedisReply | RedisError)[]>;
  close(): Promise<void>;
};

import { wrongArgumentCount } from "./arguments.ts";
import type { Command } from "./command.ts";
import { hashCommands } from "./commands/hash-commands.ts";
import { keyCommands } from "./commands/key-commands.ts";
import { listCommands } from "./commands/list-commands.ts";
import { serverCommands } from "./commands/server-commands.ts";
import { setCommands } from "./commands/set-commands.ts";
import { sortedSetCommands } from "./commands/sorted-set-commands.ts";
import { stringCommands } from "./commands/string-commands.ts";
import { Keyspace } from "./keyspace.ts";
import type { RedisEngine } from "./redis-engine.ts";
import { RedisError, type RedisReply } from "./redis-reply.ts";
import { ScriptCommands } from "./script-commands.ts";

/**
 * The part of Redis the app uses, in this process: strings, lists, sets, sorted sets, hashes, expiry, Lua scripts. It
 * answers as Redis 7 does, errors included, and forgets everything when the process ends. No streams, no pub/sub.
 *
 * @param now clock for expiry, in milliseconds; tests pass their own
 */
export function createEmbeddedRedis(now?: () => number): RedisEngine {
  const keys = new Keyspace(now);
  const scripts = new ScriptCommands(run);
  const scriptCommands: Record<string, Command> = {
    eval: { arity: -3, run: (_keys, source = "", count, ...words) => scripts.eval(source, count, words) },
    evalsha: { arity: -3, run: (_keys, sha = "", count, ...words) => scripts.evalSha(sha, count, words) },
    script: { arity: -2, run: (_keys, subcommand = "", ...words) => scripts.script(subcommand, words) },
  };
  const commands = new Map<string, Command>(
    [
      serverCommands,
      stringCommands,
      keyCommands,
      hashCommands,
      listCommands,
      setCommands,
      sortedSetCommands,
      scriptCommands,
    ].flatMap((table) => Object.entries<Command>(table)),
  );

  function find(words: string[]): Command {
    const [name = "", ...rest] = words;
    const command = commands.get(name.toLowerCase());
    if (command === undefined) {
      const quoted = rest.map((word) => `'${word.slice(0, 128)}' `).join("");
      throw new RedisError(
        `ERR unknown command '${name.slice(0, 128)}', with args beginning with: ${quoted.slice(0, 128)}`,
      );
    }
    const fits = command.arity > 0 ? words.length === command.arity : words.length >= -command.arity;
    if (!fits) throw wrongArgumentCount(name.toLowerCase());
    return command;
  }

  function run(words: string[]): RedisReply {
    return find(words).run(keys, ...words.slice(1));
  }

  function runOrError(words: string[]): RedisReply | RedisError {
    try {
      return run(words);
    } catch (error) {
      if (error instanceof RedisError) return error;
      throw error;
    }
  }

  return {
    async send(words) {
      return run(words);
    },
    async transaction(list) {
      list.forEach(find);
      return list.map(runOrError);
    },
    async close() {
      keys.close();
    },
  };
}

import type { Commands } from "#local/redis/command.ts";
import { okStatus, RedisStatus } from "#local/redis/redis-reply.ts";

export const serverCommands = {
  ping: { arity: -1, run: (_keys, message) => message ?? new RedisStatus("PONG") },
  echo: { arity: 2, run: (_keys, message = "") => message },
  time: {
    arity: 1,
    run(keys) {
      const nowMs = keys.now();
      return [String(Math.floor(nowMs / 1000)), String(Math.floor((nowMs % 1000) * 1000))];
    },
  },
  dbsize: { arity: 1, run: (keys) => keys.keys().length },
  flushdb: { arity: -1, run: flush },
  flushall: { arity: -1, run: flush },
} satisfies Commands;

function flush(keys: Parameters<Commands[string]["run"]>[0]) {
  keys.clear();
  return okStatus;
}

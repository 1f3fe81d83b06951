import type { Commands } from "#local/redis/command.ts";
import type { Keyspace } from "#local/redis/keyspace.ts";

export const setCommands = {
  sadd: {
    arity: -3,
    run(keys, key = "", ...members) {
      const set = keys.open(key, "set", () => new Set());
      const sizeBefore = set.size;
      for (const member of members) set.add(member);
      return set.size - sizeBefore;
    },
  },
  srem: {
    arity: -3,
    run(keys, key = "", ...members) {
      const set = keys.read(key, "set");
      const removed = members.filter((member) => set?.delete(member) === true).length;
      keys.deleteIfEmpty(key);
      return removed;
    },
  },
  smembers: { arity: 2, run: (keys, key = "") => [...read(keys, key)] },
  sismember: { arity: 3, run: (keys, key = "", member = "") => (read(keys, key).has(member) ? 1 : 0) },
  smismember: {
    arity: -3,
    run(keys, key = "", ...members) {
      const set = read(keys, key);
      return members.map((member) => (set.has(member) ? 1 : 0));
    },
  },
  scard: { arity: 2, run: (keys, key = "") => read(keys, key).size },
  sunion: { arity: -2, run: (keys, ...names) => [...unite(keys, names)] },
  sinter: { arity: -2, run: (keys, ...names) => [...intersect(keys, names)] },
  sdiff: { arity: -2, run: (keys, ...names) => [...subtract(keys, names)] },
  sunionstore: { arity: -3, run: (keys, target = "", ...names) => store(keys, target, unite(keys, names)) },
  sinterstore: { arity: -3, run: (keys, target = "", ...names) => store(keys, target, intersect(keys, names)) },
  sdiffstore: { arity: -3, run: (keys, target = "", ...names) => store(keys, target, subtract(keys, names)) },
} satisfies Commands;

function read(keys: Keyspace, key: string): Set<string> {
  return keys.read(key, "set") ?? new Set();
}

function unite(keys: Keyspace, names: string[]): Set<string> {
  return new Set(names.flatMap((name) => [...read(keys, name)]));
}

function intersect(keys: Keyspace, [first = "", ...others]: string[]): Set<string> {
  const sets = others.map((name) => read(keys, name));
  return new Set([...read(keys, first)].filter((member) => sets.every((set) => set.has(member))));
}

function subtract(keys: Keyspace, [first = "", ...others]: string[]): Set<string> {
  const removed = unite(keys, others);
  return new Set([...read(keys, first)].filter((member) => !removed.has(member)));
}

function store(keys: Keyspace, target: string, members: Set<string>): number {
  keys.delete(target);
  if (members.size > 0) keys.write(target, "set", members);
  return members.size;
}

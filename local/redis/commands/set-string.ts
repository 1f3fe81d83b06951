import { parseInteger } from "#local/redis/arguments.ts";
import type { Keyspace } from "#local/redis/keyspace.ts";
import { okStatus, RedisError, type RedisReply, syntaxError } from "#local/redis/redis-reply.ts";

type SetOptions = { onlyNew: boolean; onlyExisting: boolean; returnOld: boolean; expiresAtMs: number };

/** SET with all its options, in any order and any case. */
export function setString(keys: Keyspace, key: string, value: string, words: string[]): RedisReply {
  const options = parseOptions(keys, key, words);
  const existing = keys.find(key);
  const old = options.returnOld ? (keys.read(key, "string") ?? null) : null;
  if (options.onlyNew && existing !== undefined) return old;
  if (options.onlyExisting && existing === undefined) return old;
  keys.write(key, "string", value, options.expiresAtMs);
  return options.returnOld ? old : okStatus;
}

/** Time of death for EX, PX, EXAT and PXAT. Throws on any other word and on amounts that are not positive. */
export function parseExpiry(keys: Keyspace, option: string, amountText: string | undefined, command: string): number {
  const unit = option.toUpperCase();
  if (!["EX", "PX", "EXAT", "PXAT"].includes(unit) || amountText === undefined) throw syntaxError();
  const amount = parseInteger(amountText);
  if (amount <= 0) throw new RedisError(`ERR invalid expire time in '${command}' command`);
  const amountMs = unit.startsWith("EX") ? amount * 1000 : amount;
  return unit.endsWith("AT") ? amountMs : keys.now() + amountMs;
}

function parseOptions(keys: Keyspace, key: string, words: string[]): SetOptions {
  const options: SetOptions = { onlyNew: false, onlyExisting: false, returnOld: false, expiresAtMs: Infinity };
  let expiryWords = 0;
  for (let index = 0; index < words.length; index += 1) {
    const word = (words[index] ?? "").toUpperCase();
    if (word === "NX") options.onlyNew = true;
    else if (word === "XX") options.onlyExisting = true;
    else if (word === "GET") options.returnOld = true;
    else {
      expiryWords += 1;
      if (word === "KEEPTTL") options.expiresAtMs = keys.find(key)?.expiresAtMs ?? Infinity;
      else options.expiresAtMs = parseExpiry(keys, word, words[(index += 1)], "set");
    }
  }
  if (expiryWords > 1 || (options.onlyNew && options.onlyExisting)) throw syntaxError();
  return options;
}

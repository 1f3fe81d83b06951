import { createHash } from "node:crypto";
import { parseInteger } from "./arguments.ts";
import { LuaRuntime } from "./lua/lua-runtime.ts";
import { okStatus, RedisError, type RedisReply } from "./redis-reply.ts";

/** EVAL, EVALSHA and SCRIPT. The interpreter is made when the first script comes: it takes 40 ms to load. */
export class ScriptCommands {
  #call: (words: string[]) => RedisReply;
  #runtime: LuaRuntime | undefined;
  #sources = new Map<string, string>();

  constructor(call: (words: string[]) => RedisReply) {
    this.#call = call;
  }

  eval(source: string, countText: string | undefined, words: string[]): RedisReply {
    const reply = this.#run(source, countText, words);
    this.#sources.set(sha1(source), source);
    return reply;
  }

  evalSha(sha: string, countText: string | undefined, words: string[]): RedisReply {
    const source = this.#sources.get(sha.toLowerCase());
    if (source === undefined) throw new RedisError("NOSCRIPT No matching script. Please use EVAL.");
    return this.#run(source, countText, words);
  }

  script(subcommand: string, words: string[]): RedisReply {
    const [first = ""] = words;
    switch (subcommand.toLowerCase()) {
      case "load":
        this.#sources.set(sha1(first), first);
        return sha1(first);
      case "exists":
        return words.map((sha) => (this.#sources.has(sha.toLowerCase()) ? 1 : 0));
      case "flush":
        this.#sources.clear();
        return okStatus;
      default:
        throw new RedisError(`ERR unknown subcommand '${subcommand}'. Try SCRIPT HELP.`);
    }
  }

  #run(source: string, countText: string | undefined, words: string[]): RedisReply {
    const count = parseInteger(countText);
    if (count < 0) throw new RedisError("ERR Number of keys can't be negative");
    if (count > words.length) throw new RedisError("ERR Number of keys can't be greater than number of args");
    this.#runtime ??= new LuaRuntime(this.#call);
    return this.#runtime.run(source, words.slice(0, count), words.slice(count));
  }
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

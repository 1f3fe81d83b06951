import { createHash } from "node:crypto";

const maximumScripts = 1_000;

/**
 * `@upstash/ratelimit` starts its scripts with `#!lua flags=allow-key-locking`, a flag only Upstash knows: Redis 7
 * refuses the script. So the line is taken off, while the client goes on naming the script by the hash of what it sent.
 */
export function createScriptTranslator() {
  const strippedHashes = new Map<string, string>();

  function strip(source: string): string {
    const stripped = source.replace(/^#!lua[^\n]*/, "");
    if (stripped !== source) {
      if (strippedHashes.size >= maximumScripts) strippedHashes.clear(); // the client then sends EVAL again
      strippedHashes.set(sha1(source), sha1(stripped));
    }
    return stripped;
  }

  function translateHash(hash: string): string {
    return strippedHashes.get(hash.toLowerCase()) ?? hash;
  }

  /** The command as Redis understands it, and the reply the client must see instead of Redis' own, if any. */
  return function translate(words: string[]): { words: string[]; reply?: string } {
    const [name = "", second = "", ...rest] = words;
    switch (name.toLowerCase()) {
      case "eval":
        return { words: [name, strip(second), ...rest] };
      case "evalsha":
        return { words: [name, translateHash(second), ...rest] };
      case "script": {
        if (second.toLowerCase() === "exists") return { words: [name, second, ...rest.map(translateHash)] };
        if (second.toLowerCase() !== "load" || rest[0] === undefined) return { words };
        return { words: [name, second, strip(rest[0])], reply: sha1(rest[0]) };
      }
      default:
        return { words };
    }
  };
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

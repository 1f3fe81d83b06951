/** What a Redis command answers: a bulk string or a status, an integer, nil, or a list of these. */
export type RedisReply = string | number | null | RedisStatus | RedisReply[];

/** A "simple string" such as OK or PONG. Kept apart from bulk strings because the REST protocol encodes only those. */
export class RedisStatus {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export const okStatus = new RedisStatus("OK");

/** An error reply; the message starts with its code, such as "WRONGTYPE Operation against ...". */
export class RedisError extends Error {
  override name = "RedisError";
}

export function syntaxError(): RedisError {
  return new RedisError("ERR syntax error");
}

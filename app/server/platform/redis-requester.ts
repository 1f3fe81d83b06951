import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

import { errors, type Requester, type UpstashRequest, type UpstashResponse } from "@upstash/redis";

type RequesterOptions = {
  url: string;
  token: string;
  /** A whole exchange, connection included. */
  timeoutMs: number;
};

/**
 * Sends Upstash REST commands over `node:http` with keep-alive. The client's own transport is `fetch`,
 * which costs about three times as much CPU for a small POST and has no time limit.
 */
export function createRedisRequester({ url, token, timeoutMs }: RequesterOptions): Requester & { close(): void } {
  const base = new URL(url);
  const secure = base.protocol === "https:";
  const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 32, scheduling: "lifo" });
  const send = secure ? httpsRequest : httpRequest;
  const prefix = base.pathname.replace(/\/$/, "");

  function request<Result>({ path = [], body, headers, signal }: UpstashRequest): Promise<UpstashResponse<Result>> {
    return new Promise((resolve, reject) => {
      const payload = JSON.stringify(body);
      const outgoing = send({
        agent,
        host: base.hostname,
        port: base.port === "" ? undefined : base.port,
        method: "POST",
        path: `${prefix}/${path.map(encodeURIComponent).join("/")}`,
        headers: {
          ...headers,
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(payload),
        },
        ...(signal === undefined ? {} : { signal }),
      });
      const timer = setTimeout(() => outgoing.destroy(new Error("Redis did not answer in time")), timeoutMs);
      outgoing.on("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
      outgoing.on("response", (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("error", reject);
        incoming.on("end", () => {
          clearTimeout(timer);
          try {
            const answer = JSON.parse(Buffer.concat(chunks).toString("utf8")) as UpstashResponse<Result>;
            if (incoming.statusCode !== 200)
              throw new errors.UpstashError(answer.error ?? `HTTP ${incoming.statusCode}`);
            resolve(answer);
          } catch (error) {
            reject(error instanceof errors.UpstashError ? error : new Error("Redis gave an unreadable answer"));
          }
        });
      });
      outgoing.end(payload);
    });
  }

  return { request, close: () => agent.destroy() };
}

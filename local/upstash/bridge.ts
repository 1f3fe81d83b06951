import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { RedisEngine } from "#local/redis/redis-engine.ts";
import { RedisError } from "#local/redis/redis-reply.ts";
import { encodeReply, type JsonReply } from "./encode-reply.ts";
import { createScriptTranslator } from "./shebang-scripts.ts";

const maximumBodyBytes = 10 * 1024 * 1024;

type Answer = { result: JsonReply } | { error: string };

/**
 * Upstash's REST protocol over an engine: `POST /` for one command, `/pipeline`, and `/multi-exec` for a transaction, as
 * JSON, with base64 replies when the client asks for them. Every route, unknown ones too, answers 401 without the token.
 */
export function createBridge(engine: RedisEngine, token: string): Hono {
  const app = new Hono();
  const translate = createScriptTranslator();
  const expected = digest(`Bearer ${token}`);

  app.use("*", async (context, next) => {
    const isAllowed = timingSafeEqual(digest(context.req.header("authorization") ?? ""), expected);
    return isAllowed ? await next() : context.json({ error: "Unauthorized" }, 401);
  });
  app.use(
    "*",
    bodyLimit({
      maxSize: maximumBodyBytes,
      onError: (context) => context.json({ error: "ERR max request size exceeded" }, 413),
    }),
  );
  app.onError((_error, context) => context.json({ error: "ERR Redis is not reachable" }, 503));
  app.notFound((context) => context.json({ error: "ERR not found" }, 404));

  async function runOne(command: unknown, isBase64: boolean): Promise<Answer> {
    const sent = toWords(command);
    if (sent === undefined) return { error: "ERR failed to parse command" };
    const { words, reply } = translate(sent);
    try {
      return { result: encodeReply(await engine.send(words).then((own) => reply ?? own), isBase64) };
    } catch (error) {
      if (error instanceof RedisError) return { error: error.message };
      throw error;
    }
  }

  app.post("/", async (context) => {
    const answer = await runOne(await readJson(context), wantsBase64(context));
    return context.json(answer, "error" in answer ? 400 : 200);
  });

  app.post("/pipeline", async (context) => {
    const commands = await readJson(context);
    if (!Array.isArray(commands)) return context.json({ error: "ERR failed to parse pipeline request" }, 400);
    const isBase64 = wantsBase64(context);
    // Sent in order and answered in order; a real server gets them in one go.
    return context.json(await Promise.all(commands.map((command) => runOne(command, isBase64))));
  });

  app.post("/multi-exec", async (context) => {
    const commands = await readJson(context);
    const list = Array.isArray(commands) ? commands.map(toWords) : [undefined];
    if (!list.every((words) => words !== undefined)) {
      return context.json({ error: "ERR failed to parse multi-exec request" }, 400);
    }
    const translated = list.map(translate);
    try {
      const replies = await engine.transaction(translated.map(({ words }) => words));
      return context.json(
        replies.map((own, index) =>
          own instanceof RedisError
            ? { error: own.message }
            : { result: encodeReply(translated[index]?.reply ?? own, wantsBase64(context)) },
        ),
      );
    } catch (error) {
      if (error instanceof RedisError) return context.json({ error: error.message }, 400);
      throw error;
    }
  });
  return app;
}

function toWords(command: unknown): string[] | undefined {
  if (!Array.isArray(command) || command.length === 0) return undefined;
  return command.map((word) =>
    typeof word === "string" ? word : typeof word === "object" ? JSON.stringify(word) : String(word),
  );
}

function readJson(context: Context): Promise<unknown> {
  return context.req.json().catch(() => undefined);
}

function wantsBase64(context: Context): boolean {
  return context.req.header("upstash-encoding") === "base64";
}

/** Both sides become equally long, which the constant-time comparison needs. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

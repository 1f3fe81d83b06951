import { createServer } from "node:http";

import { expect, onTestFinished, test } from "vitest";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { addErrorSink, ErrorCategory, ErrorSeverity, reportError } from "#app/server/platform/report-error.ts";
import { createSentrySink } from "#app/server/platform/sentry-sink.ts";

test("an error reaches a Sentry-compatible collector with its stack and ids, but without its message", async () => {
  setEnv({
    APP_URL: "http://localhost:3000",
    SUPABASE_URL: "http://127.0.0.1:1",
    SUPABASE_PUBLISHABLE_KEY: "p",
    SUPABASE_SECRET_KEY: "s",
    ANALYST_DATABASE_URL: "postgres://a:b@127.0.0.1:1/x",
    TENANT_TOKEN_KEY_ID: "k",
    TENANT_TOKEN_KEY: "x".repeat(32),
    UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1",
    UPSTASH_REDIS_REST_TOKEN: "t",
    LOG_LEVEL: "silent",
  });
  const received = Promise.withResolvers<{ url: string; body: string }>();
  const collector = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.end();
    received.resolve({ url: request.url ?? "", body: Buffer.concat(chunks).toString() });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void collector.close());
  const { port } = collector.address() as { port: number };

  addErrorSink(createSentrySink(`http://key@127.0.0.1:${port}/42`));
  const error = new ApplicationError({ code: "DATABASE_ERROR", cause: new Error("hunter2") });
  reportError(error, {
    category: ErrorCategory.DATABASE,
    severity: ErrorSeverity.ERROR,
    context: { userId: "u1", operation: "data-update" },
  });

  const { url, body } = await received.promise;
  expect(url).toBe("/api/42/envelope/");
  const event = JSON.parse(body.split("\n")[2] ?? "") as Record<string, unknown>;
  expect(event).toMatchObject({
    level: "error",
    tags: { category: "database" },
    extra: { userId: "u1", operation: "data-update" },
  });
  expect(body).toContain("report-error.test");
  expect(body).not.toContain("hunter2");
});

import { createRequestHandler } from "react-router";
import { expect, test } from "vitest";

import { handleError } from "#app/entry.server.tsx";
import { makeTestBuild } from "#app/server/http/test-build.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { addErrorSink } from "#app/server/platform/report-error.ts";

setEnv({
  APP_URL: "http://127.0.0.1:1",
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

test("a method no route has is not reported, a defect is", async () => {
  const reported: unknown[] = [];
  addErrorSink((error) => reported.push(error));
  const defect = new Error("a defect");
  const build = makeTestBuild({
    page: { loader: () => new Response("page") },
    broken: {
      loader: () => {
        throw defect;
      },
    },
  });
  const handle = createRequestHandler(
    { ...build, entry: { module: { ...build.entry.module, handleError } } },
    "production",
  );
  const statusOf = async (path: string, method = "GET") =>
    (await handle(new Request(`http://x/${path}`, { method }))).status;
  expect(await statusOf("page", "POST")).toBe(405);
  expect(reported).toEqual([]);
  expect(await statusOf("broken")).toBe(500);
  expect(reported).toEqual([defect]);
});

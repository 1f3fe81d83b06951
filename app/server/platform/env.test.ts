import { expect, test } from "vitest";

import { EnvError, parseEnv } from "#app/server/platform/env.ts";

const local = {
  APP_URL: "http://localhost:3000",
  SUPABASE_URL: "http://127.0.0.1:5001",
  SUPABASE_PUBLISHABLE_KEY: "local-publishable",
  SUPABASE_SECRET_KEY: "local-secret",
  ANALYST_DATABASE_URL: "postgres://analyst:x@127.0.0.1:5432/app",
  TENANT_TOKEN_KEY_ID: "k1",
  TENANT_TOKEN_KEY: "local-tenant-key-0123456789-0123456789",
  UPSTASH_REDIS_REST_URL: "http://127.0.0.1:5002",
  UPSTASH_REDIS_REST_TOKEN: "local-token",
};

function problemsOf(source: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
}

test("local values are enough on this machine, and the result can't be changed", () => {
  const env = parseEnv(local);
  expect(env.PORT).toBe(3000);
  expect(Object.isFrozen(env)).toBe(true);
});

test("every problem is named at once, and no value is repeated", () => {
  const problems = problemsOf({
    ...local,
    PORT: "hunter2",
    SUPABASE_URL: undefined,
    TENANT_TOKEN_KEY: "short-hunter2",
    SMTP_URL: "http://hunter2",
  });
  const text = problems.join("\n");
  expect(problems).toHaveLength(4);
  for (const name of ["PORT", "SUPABASE_URL is not set", "TENANT_TOKEN_KEY", "SMTP_URL"]) expect(text).toContain(name);
  expect(text).not.toContain("hunter2");
});

test("an empty value counts as not set", () => {
  expect(problemsOf({ ...local, SUPABASE_SECRET_KEY: "" })).toEqual(["SUPABASE_SECRET_KEY is not set"]);
});

test("a public address refuses local secrets, plain HTTP and Cloudflare's test keys", () => {
  const text = problemsOf({
    ...local,
    APP_URL: "http://plainchart.example.com",
    TURNSTILE_SITE_KEY: "1x00000000000000000000AA",
    TURNSTILE_SECRET_KEY: "1x0000000000000000000000000000000AA",
  }).join("\n");
  for (const name of [
    "APP_URL must be https",
    "SUPABASE_SECRET_KEY",
    "TENANT_TOKEN_KEY",
    "UPSTASH_REDIS_REST_TOKEN",
    "SMTP_URL",
    "METRICS_TOKEN",
    "Cloudflare",
  ]) {
    expect(text).toContain(name);
  }
});

test("halves of a pair are refused", () => {
  expect(problemsOf({ ...local, TURNSTILE_SITE_KEY: "x" })).toHaveLength(1);
  expect(problemsOf({ ...local, STRIPE_SECRET_KEY: "sk" })).toHaveLength(1);
  expect(problemsOf({ ...local, MODEL_PROVIDER: "openai-compatible" })).toHaveLength(2);
});

import { expect, test } from "vitest";
import { z } from "zod";

import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import {
  ApplicationError,
  CACHE_CONFIGS,
  createCachedFunction,
  ErrorCategory,
  ErrorSeverity,
  handleDbError,
  handleInternalError,
  measureQueryTime,
  reportError,
  revalidateTag,
  supabaseApi,
  validateAuth,
  withRetry,
} from "@/lib/core/server";
import { defineAction } from "@/lib/actions";
import { ACTION_RATE_LIMITS, buildCompositeKey, checkRateLimit, withRateLimit } from "@/lib/ratelimiting";
import { validateInput } from "@/lib/validators";
import type { ActionResult } from "@/types/actions";
import { useTestStack } from "#test/stack.ts";

// The documented examples, through the documented paths, as written.

const stack = await useTestStack();

async function asMember<Result>(run: (orgId: string) => Promise<Result>): Promise<Result> {
  const { id, slug, owner } = await stack.createOrganization();
  return inRequest({ path: `/o/${slug}`, cookie: stack.sessionCookie(owner) }, () => run(id));
}

test("rate limits by key and by name", async () => {
  await asMember(async () => {
    const { userId } = await validateAuth();
    await withRateLimit(buildCompositeKey("chat:generate-sql", userId), ACTION_RATE_LIMITS.AI_GENERATION);
    await checkRateLimit("expensive-operation", { maxRequests: 5, windowMs: 60000 });
  });
  expect(ACTION_RATE_LIMITS.USER_ACTION).toMatchObject({ maxRequests: 30, windowMs: 60_000 });
  expect(ACTION_RATE_LIMITS.WRITE_OPERATION).toMatchObject({ maxRequests: 15, windowMs: 60_000 });
  expect(ACTION_RATE_LIMITS.AI_GENERATION).toMatchObject({ maxRequests: 15, windowMs: 60_000 });
  expect(ACTION_RATE_LIMITS.ANALYTICS_QUERY).toMatchObject({ maxRequests: 100, windowMs: 60_000 });
});

test("the organisation in the URL is compared with the one meant", async () => {
  const targetOrgId = "00000000-0000-4000-8000-000000000000";
  const check = asMember(async () => {
    const { orgId } = await validateAuth();
    if (orgId !== targetOrgId) throw new ApplicationError({ code: "FORBIDDEN", message: "Wrong organization context" });
  });
  await expect(check).rejects.toMatchObject({ code: "FORBIDDEN", status: 403, message: "Wrong organization context" });
});

test("a cached function, and its tag", async () => {
  let runs = 0;
  const expensive = async (params: { month: string }) => `${params.month} ${(runs += 1)}`;
  const getData = createCachedFunction(
    async (params: { month: string }) => expensive(params),
    ["data", "cache", "key"],
    {
      revalidate: 300,
      tags: ["dashboard-data"],
    },
  );
  await asMember(async () => {
    expect(await getData({ month: "May" })).toBe("May 1");
    expect(await getData({ month: "May" })).toBe("May 1");
    await revalidateTag("dashboard-data");
    expect(await getData({ month: "May" })).toBe("May 2");
  });
  expect(CACHE_CONFIGS.MEDIUM.revalidate).toBe(300);
});

test("measuring, reporting, and data as the user", async () => {
  await asMember(async (orgId) => {
    const { userId } = await validateAuth();
    const result = await measureQueryTime(async () => 42, { userId, operation: "data-fetch" });
    expect(result).toBe(42);
    reportError(new Error("x"), {
      category: ErrorCategory.DATABASE,
      severity: ErrorSeverity.ERROR,
      context: { userId, operation: "data-update" },
    });
    const { data, error } = await supabaseApi.fromUser("conversations", userId).select("*").eq("org_id", orgId);
    expect([data, error]).toEqual([[], null]);
  });
});

test("database errors become public ones by their code, and nothing of them shows", () => {
  const codes = {
    "23505": "CONFLICT",
    "23503": "CONFLICT",
    "42501": "FORBIDDEN",
    "57014": "QUERY_TIMEOUT",
    "53300": "SERVICE_UNAVAILABLE",
    PGRST116: "NOT_FOUND",
    XX000: "DATABASE_ERROR",
  };
  for (const [code, expected] of Object.entries(codes)) {
    const error = handleDbError(
      { code, message: "hunter2", details: "Key (email)=(ada@example.com)", hint: null },
      "save",
    );
    expect(error).toMatchObject({ code: expected });
    expect(error.message).not.toMatch(/hunter2|ada@/);
  }
  expect(handleInternalError(new Error("hunter2"), "work").message).not.toContain("hunter2");
  const known = new ApplicationError({ code: "NOT_FOUND" });
  expect([handleDbError(known, "x"), handleInternalError(known, "x")]).toEqual([known, known]);
});

test("validation with a context, and retries", async () => {
  const schema = z.object({ name: z.string().trim() });
  const validated = validateInput(schema, { name: " Ada " }, "action context");
  expect(validated).toEqual({ name: "Ada" });
  let tries = 0;
  const value = await withRetry(
    async () => {
      tries += 1;
      if (tries < 2) throw new ApplicationError({ code: "SERVICE_UNAVAILABLE" });
      return tries;
    },
    { initialDelayMs: 1 },
  );
  expect(value).toBe(2);
});

test("an action's result over fetch has the documented type", async () => {
  const greet = defineAction({
    name: "test:public-greet",
    access: "public",
    limit: ACTION_RATE_LIMITS.USER_ACTION,
    input: z.object({ name: z.string() }),
    run: async ({ input }) => ({ text: `Hello ${input.name}` }),
  });
  const post = (body: unknown) =>
    inRequest({ body: JSON.stringify(body), headers: { "content-type": "application/json" } }, async (request) => {
      const response = await greet.fetchAction({ request });
      return (await response.json()) as ActionResult<{ text: string }>;
    });
  expect(await post({ name: "Ada" })).toEqual({ success: true, data: { text: "Hello Ada" } });
  expect(await post({})).toMatchObject({
    success: false,
    code: "VALIDATION_FAILED",
    fieldErrors: { name: [expect.any(String)] },
  });
});

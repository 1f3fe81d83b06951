import { afterAll, expect, test } from "vitest";

import { parseChartConfig } from "#app/charts/config.ts";
import { startStripe } from "#app/server/actions/billing/stripe-stand-in.fixture.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import {
  createCheckoutSession,
  generateChartConfiguration,
  generateChartConfigurationStream,
  generateSQL,
  generateSQLStream,
  submitContactForm,
} from "@/actions";
import * as actions from "@/actions";
import { NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

// The documented examples of `@/actions`, as they are written in the documentation, on the seeded organisation.
// Those of `@/lib/...` run in app/server/public/core.integration.test.ts.

const stack = await useTestStack();
const stripe = await startStripe();
afterAll(() => stripe.stop());
setEnv({ ...stack.env, ...stripe.env });

const ada = await stack.createUser();
await stack.addMember(NORTHWIND_ID, ada, "owner");

/** As a server function finds itself: inside a request for a page of the organisation. */
function inWorkspace<Result>(run: () => Result): Result {
  return inRequest({ path: "/o/northwind-studio", cookie: stack.sessionCookie(ada) }, run);
}

const results = [
  { month: "2026-01-01", revenue: 1200 },
  { month: "2026-02-01", revenue: 1800 },
  { month: "2026-03-01", revenue: 1500 },
];

test("the face holds the documented actions and nothing else", () => {
  expect(Object.keys(actions).sort()).toEqual([
    "createCheckoutSession",
    "generateChartConfiguration",
    "generateChartConfigurationStream",
    "generateSQL",
    "generateSQLStream",
    "submitContactForm",
  ]);
});

test("generateSQL answers SQL with its reading", async () => {
  await inWorkspace(async () => {
    const sqlResult = await generateSQL({ question: "Show me active projects", detectedTableIntent: "projects" });
    if (sqlResult.kind !== "sql") throw new Error(`expected SQL, got ${sqlResult.kind}`);
    expect(sqlResult.sql).toMatch(/projects/);
    expect(sqlResult.sql).toMatch(/active/);
    expect(sqlResult.interpretation.summary).not.toBe("");
    expect(sqlResult.confidence).toBeGreaterThan(0.5);
    expect(sqlResult.analyst).toBe("offline");
  });
});

test("a question about nothing in the data is refused, not guessed", async () => {
  const refused = await inWorkspace(() => generateSQL({ question: "How many swallows flew to Africa?" }));
  expect(refused).toMatchObject({ kind: "refusal", unplacedWords: expect.arrayContaining(["swallows"]) });
});

test("a table the caller has in mind settles what the question leaves open, and is named as an assumption", async () => {
  const question = "Total by month";
  await inWorkspace(async () => {
    const alone = await generateSQL({ question });
    expect(alone.kind).not.toBe("sql");
    const hinted = await generateSQL({ question, detectedTableIntent: "payments" });
    expect(hinted).toMatchObject({
      kind: "sql",
      assumptions: expect.arrayContaining([expect.stringMatching(/payments/)]),
    });
    expect((await generateSQL({ question, detectedTableIntent: "no_such_table" })).kind).toBe(alone.kind);
  });
});

test("generateSQLStream ends with the result, and keeps its request wherever it is read", async () => {
  const updates = [];
  const stream = inWorkspace(() => generateSQLStream({ question: "Show me active projects" }));
  for await (const update of stream) updates.push(update);
  expect(updates.at(-1)).toMatchObject({
    final: true,
    result: { kind: "sql", sql: expect.stringMatching(/projects/) },
  });
  expect(updates.slice(0, -1).every(({ final }) => !final)).toBe(true);
});

test("generateChartConfiguration honours a preference that the data can carry", async () => {
  const draw = (preferredChartTypes: string[]) =>
    inWorkspace(() => generateChartConfiguration(results, "Create a revenue chart", { preferredChartTypes }));
  expect(await draw(["line", "bar"])).toMatchObject({ type: "line", x: "month", y: ["revenue"] });
  expect((await draw(["hologram", "bar"])).type).toBe("bar");
  expect(await inWorkspace(() => generateChartConfiguration([], "Nothing"))).toMatchObject({ type: "table" });
});

test("generateChartConfigurationStream sends configs that are each valid so far", async () => {
  await inWorkspace(async () => {
    const chunks = [];
    for await (const chunk of generateChartConfigurationStream(results, "Create a revenue chart", {
      preferredChartTypes: ["line", "bar"],
    })) {
      chunks.push(chunk);
    }
    expect(chunks.length).toBeGreaterThan(2);
    const columns = [
      { name: "month", type: "date" },
      { name: "revenue", type: "int8" },
    ];
    const set = { columns, rows: results.map(({ month, revenue }) => [month, revenue]), truncated: null, elapsedMs: 0 };
    expect(chunks.map((chunk) => parseChartConfig(chunk, set).config.type)).toEqual(chunks.map(() => "line"));
    expect(chunks.at(-1)).toEqual(
      await generateChartConfiguration(set, "Create a revenue chart", { preferredChartTypes: ["line", "bar"] }),
    );
  });
});

test("submitContactForm stores and mails a message", async () => {
  await inRequest({ path: "/" }, async () => {
    await submitContactForm({
      name: "Ada",
      email: "ada@example.com",
      message: "Interested",
      turnstileToken: "token123",
    });
  });
  const [row] =
    await stack.admin`select name, message, mailed_at from contact_messages where email = 'ada@example.com'`;
  expect(row).toMatchObject({ name: "Ada", message: "Interested", mailed_at: expect.any(Date) });
});

test("createCheckoutSession answers the address of the checkout", async () => {
  await inWorkspace(async () => {
    const url = await createCheckoutSession({ priceId: "price_456", successUrl: "/success", cancelUrl: "/cancel" });
    expect(url).toMatch(/^https:\/\/checkout\.stripe\.test\//);
  });
});

test("outside a request every action says so", async () => {
  const calls = [
    () => generateSQL({ question: "Show me active projects" }),
    () => generateChartConfiguration(results, "x"),
    () => createCheckoutSession({ priceId: "price_456", successUrl: "/success", cancelUrl: "/cancel" }),
    () => submitContactForm({ name: "Ada", email: "ada@example.com", message: "Interested" }),
    async () => generateSQLStream({ question: "Show me active projects" }).next(),
    async () => generateChartConfigurationStream(results, "x").next(),
  ];
  for (const call of calls) await expect(call()).rejects.toMatchObject({ code: "NO_REQUEST_CONTEXT" });
});

test("a visitor, a viewer and a stranger get no SQL", async () => {
  const stranger = await stack.createUser();
  const viewer = await stack.createUser();
  await stack.addMember(NORTHWIND_ID, viewer, "viewer");
  const ask = (cookie?: string) =>
    inRequest({ path: "/o/northwind-studio", ...(cookie === undefined ? {} : { cookie }) }, () =>
      generateSQL({ question: "Show me active projects" }),
    );
  await expect(ask()).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await expect(ask(stack.sessionCookie(viewer))).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(ask(stack.sessionCookie(stranger))).rejects.toMatchObject({ code: "NOT_FOUND" });
});

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { ChartData } from "#app/charts/chart-data.ts";
import { chooseChart } from "#app/charts/choose-chart.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import { editChart } from "#app/server/actions/chat/edit-chart.ts";
import { undoChartEdit } from "#app/server/actions/chat/edit-chart-undo.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { claimRun, storeResult } from "#app/server/runs/run-store.ts";
import type { ResultSet } from "#app/shared/result-set.ts";
import { chartFormSchema } from "#app/shared/schemas/chart-form.ts";
import { chartFormValues, type ChartFormValues } from "#app/shared/schemas/chart-form-values.ts";
import { DEMO_USERS, NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack, type TestUser } from "#test/stack.ts";

const stack = await useTestStack();
const WORKER = "test-worker";

const TEAMS = {
  columns: [
    { name: "team", type: "text" },
    { name: "profit", type: "numeric" },
  ],
  rows: [
    ["Web", "120"],
    ["Data", "-40"],
    ["Design", "80"],
  ],
  truncated: null,
  elapsedMs: 1,
} satisfies ResultSet;

test("an edit is kept with the charts before it, and undone step by step", async () => {
  const { id: orgId, slug, owner } = await stack.createOrganization();
  const stored = await storedResult(owner, orgId, TEAMS);
  const as = asUser(owner, slug);
  await as(() => editChart(stored.form({ title: "One" })));
  await as(() => editChart(stored.form({ title: "One", goal: "1k" })));
  expect(await stored.read()).toMatchObject({
    chart: { title: "One", goalLine: { value: 1_000 } },
    chart_history: [stored.chart, { title: "One", goalLine: null }],
    chart_data: null,
  });
  await as(() => undoChartEdit(stored.ids));
  expect(await stored.read()).toMatchObject({ chart: { title: "One", goalLine: null } });
  await as(() => undoChartEdit(stored.ids));
  await as(() => undoChartEdit(stored.ids));
  expect(await stored.read()).toMatchObject({ chart: stored.chart, chart_history: [] });
});

test("a refused edit answers why and stores nothing", async () => {
  const { id: orgId, slug, owner } = await stack.createOrganization();
  const stored = await storedResult(owner, orgId, TEAMS);
  const refusal = await asUser(owner, slug)(() => editChart(stored.form({ type: "pie" }))).catch((error) => error);
  expect(refusal).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(refusal.fieldErrors.type[0]).toMatch(/^Pie: .*negative values.*stays a bar chart\.$/);
  expect(await stored.read()).toMatchObject({ chart: stored.chart, chart_history: [] });
});

test("only the author changes a chart, whatever a member says to PostgREST", async () => {
  const { id: orgId, slug, owner } = await stack.createOrganization();
  const [member, outsider] = [await stack.createUser(), await stack.createUser()];
  await stack.addMember(orgId, member, "admin");
  const stored = await storedResult(owner, orgId, TEAMS);
  await stack.service.from("conversations").update({ visibility: "organization" }).eq("id", stored.ids.conversationId);
  const call = { p_result_id: stored.ids.resultId, p_chart: { type: "table" } };
  for (const other of [member, outsider]) {
    expect((await other.client.rpc("edit_chart", call)).error?.code).toBe("P0002");
    expect((await other.client.rpc("undo_chart_edit", { p_result_id: call.p_result_id })).error?.code).toBe("P0002");
  }
  expect((await stack.anonymous.rpc("edit_chart", call)).error).not.toBeNull();
  await expect(asUser(member, slug)(() => editChart(stored.form({ title: "Mine" })))).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  const forged = await owner.client.from("results").update({ chart_data: {} }).eq("id", call.p_result_id).select();
  expect(forged.error).not.toBeNull();
  expect(await stored.read()).toMatchObject({ chart: stored.chart, chart_history: [], chart_data: null });
});

test("an author who became a viewer changes nothing", async () => {
  const { id: orgId } = await stack.createOrganization();
  const author = await stack.createUser();
  await stack.addMember(orgId, author, "member");
  const stored = await storedResult(author, orgId, TEAMS);
  await stack.admin`update memberships set role = 'viewer' where org_id = ${orgId} and user_id = ${author.id}`;
  const { error } = await author.client.rpc("edit_chart", { p_result_id: stored.ids.resultId, p_chart: { a: 1 } });
  expect(error?.code).toBe("P0002");
});

test("twenty former charts are kept, the oldest goes; what is no chart is refused", async () => {
  const { id: orgId, owner } = await stack.createOrganization();
  const stored = await storedResult(owner, orgId, TEAMS);
  const edit = (p_chart: unknown) => owner.client.rpc("edit_chart", { p_result_id: stored.ids.resultId, p_chart });
  for (let step = 1; step <= 25; step += 1) expect((await edit({ step })).error).toBeNull();
  const { chart, chart_history: history } = await stored.read();
  expect(chart).toEqual({ step: 25 });
  expect(history).toHaveLength(20);
  expect(history.at(0)).toEqual({ step: 5 });
  for (const wrong of [[], "text", 7, { long: "x".repeat(20_001) }]) {
    expect((await edit(wrong)).error?.code).toBe("22023");
  }
});

test("a chart of more rows than are kept is drawn from all of them, read again", async () => {
  const ada = await demoUser();
  const rows = Array.from({ length: 1_200 }, (_, index) => [String(1 + (index % 7) / 2)]);
  const result = { columns: [{ name: "hours", type: "numeric" }], rows, truncated: null, elapsedMs: 1 };
  const sql = "select hours from time_entries limit 5000";
  const stored = await storedResult(ada, NORTHWIND_ID, result, sql);
  await asUser(ada, "northwind-studio")(() => editChart(stored.form({ type: "histogram", title: "All hours" })));
  const { chart, chart_data: data } = await stored.read();
  expect(data?.config).toEqual(chart);
  const bins = data?.body.kind === "bins" ? data.body.bins : [];
  expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(5_000);
});

test("where the rows can't be read again, the kept ones are drawn and it is said", async () => {
  const ada = await demoUser();
  const rows = Array.from({ length: 1_200 }, (_, index) => [String(1 + (index % 7) / 2)]);
  const result = { columns: [{ name: "hours", type: "numeric" }], rows, truncated: null, elapsedMs: 1 };
  const stored = await storedResult(ada, NORTHWIND_ID, result, "select hours from a_table_that_is_gone");
  await asUser(ada, "northwind-studio")(() => editChart(stored.form({ type: "histogram", title: "Kept hours" })));
  const { chart_data: data } = await stored.read();
  expect(data?.notices.join(" ")).toContain("Drawn from the first 1,000 of 1,200 rows");
});

type Row = { chart: ChartConfig; chart_history: unknown[]; chart_data: ChartData | null };

async function storedResult(author: TestUser, orgId: string, result: ResultSet, sql = "select 1") {
  const ids = { conversationId: randomUUID(), messageId: randomUUID(), resultId: randomUUID() };
  const target = { kind: "warehouse" as const, orgId };
  const key = { orgId, runId: randomUUID() };
  await claimRun(author.client, { ...ids, ...key, question: "q", target, worker: WORKER });
  const { config: chart } = chooseChart(result);
  await storeResult(key, WORKER, { resultId: ids.resultId, sql, target, result, chart });
  return {
    ids,
    chart,
    form: (changes: Partial<ChartFormValues>) => chartFormSchema.parse({ ...sentOn(chart, changes), ...ids }),
    read: async () => {
      const { data } = await stack.service.from("results").select().eq("id", ids.resultId).single<Row>();
      return data!;
    },
  };
}

/** The form's fields as a browser posts them; an empty control is not sent on. */
function sentOn(chart: ChartConfig, changes: Partial<ChartFormValues>) {
  const fields = Object.entries({ ...chartFormValues(chart), ...changes });
  return Object.fromEntries(fields.filter(([, value]) => value !== ""));
}

function asUser(user: TestUser, slug: string) {
  return <Result>(run: () => Promise<Result>) =>
    inRequest({ path: `/o/${slug}`, cookie: stack.sessionCookie(user) }, run);
}

async function demoUser(): Promise<TestUser> {
  const ada = DEMO_USERS[0]!;
  const { data, error } = await stack.anonymous.auth.signInWithPassword(ada);
  if (error) throw error;
  const { access_token: accessToken, refresh_token: refreshToken } = data.session;
  return { id: ada.id, email: ada.email, password: ada.password, accessToken, refreshToken, client: stack.anonymous };
}

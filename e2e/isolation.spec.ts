import { createClient } from "@supabase/supabase-js";
import { expect, test } from "@playwright/test";
import { signedInAs, stackFacts } from "./stack-facts.ts";

const NORTHWIND_ID = "0a11ce00-0000-4000-8000-000000000001";

test.describe("a member of another organisation", () => {
  test.use({ storageState: signedInAs("carla") });

  test("finds nothing at the other organisation's addresses", async ({ page }) => {
    for (const path of ["", "/data", "/settings/members", "/c/0a11ce00-0000-4000-8000-00000000ffff"]) {
      const answer = await page.goto(`/o/northwind-studio${path}`);
      expect(answer?.status()).toBe(404);
    }
    await expect(page.getByText("Northwind")).toHaveCount(0);
  });

  test("can't ask through the other organisation's api", async ({ page, baseURL }) => {
    await page.goto("/o/harbor-labs");
    const answer = await page.request.post("/o/northwind-studio/api/ask", {
      headers: { origin: baseURL! },
      data: {
        conversationId: "0a11ce00-0000-4000-8000-0000000c0001",
        messageId: "0a11ce00-0000-4000-8000-0000000c0002",
        question: "How many projects are there?",
      },
    });
    expect(answer.status()).toBe(404);
  });
});

test.describe("a member of another organisation, by other doors", () => {
  test.use({ storageState: signedInAs("carla") });

  test("can't post the other organisation's form", async ({ request, baseURL }) => {
    const form = {
      question: "How many projects are there?",
      conversationId: "0a11ce00-0000-4000-8000-0000000c0005",
      messageId: "0a11ce00-0000-4000-8000-0000000c0006",
    };
    const answer = await request.post("/o/northwind-studio?index", { headers: { origin: baseURL! }, form });
    expect(answer.status()).toBe(404);
    expect(await answer.text()).not.toContain("Northwind");
  });

  test("gets their own figures for a question that names the other's companies", async ({ page }) => {
    await page.goto("/o/harbor-labs");
    await page.getByLabel("Your question").fill("How many companies are there?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    // Harbor has 11 companies, Northwind 24.
    await expect(page.getByRole("article").getByRole("table")).toContainText("11");
  });
});

test("PostgREST gives a member with their own token nothing of another organisation, and a viewer no write", async () => {
  const carla = await postgrestAs("carla");
  for (const table of ["organizations", "memberships", "conversations", "messages", "glossary_terms", "audit_events"]) {
    const column = table === "organizations" ? "id" : "org_id";
    const { data } = await carla.from(table).select(column).eq(column, NORTHWIND_ID);
    expect(data ?? [], table).toEqual([]);
  }
  const term = { org_id: NORTHWIND_ID, term: "stolen", definition: "", synonyms: [] };
  expect((await carla.from("glossary_terms").insert(term)).error).not.toBeNull();
  const ben = await postgrestAs("ben");
  expect((await ben.from("glossary_terms").insert(term)).error).not.toBeNull();
  expect((await ben.from("organizations").update({ name: "Mine" }).eq("id", NORTHWIND_ID).select()).data ?? []).toEqual(
    [],
  );
});

async function postgrestAs(name: string) {
  const { supabaseUrl, publishableKey, demoUsers } = stackFacts();
  const client = createClient(supabaseUrl, publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const { error } = await client.auth.signInWithPassword(demoUsers.find(({ email }) => email.startsWith(name))!);
  if (error) throw error;
  return client;
}

test.describe("a viewer", () => {
  test.use({ storageState: signedInAs("ben") });

  test("reads the data page but is not offered to ask, and the api refuses", async ({ page, baseURL }) => {
    await page.goto("/o/northwind-studio/data");
    await expect(page.getByRole("main")).toContainText("time_entries");
    await page.goto("/o/northwind-studio");
    await expect(page.getByLabel("Your question")).toHaveCount(0);
    const answer = await page.request.post("/o/northwind-studio/api/ask", {
      headers: { origin: baseURL! },
      data: {
        conversationId: "0a11ce00-0000-4000-8000-0000000c0003",
        messageId: "0a11ce00-0000-4000-8000-0000000c0004",
        question: "How many projects are there?",
      },
    });
    expect(answer.status()).toBe(403);
  });
});

test("a visitor is sent to sign in and comes back to the page asked for", async ({ page }) => {
  await page.goto("/o/northwind-studio/data");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fo%2Fnorthwind-studio%2Fdata/);
});

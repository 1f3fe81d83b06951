import { expect, test } from "@playwright/test";
import { signedInAs } from "./stack-facts.ts";

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

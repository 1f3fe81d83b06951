import { expect, test } from "@playwright/test";
import { signedInAs } from "./stack-facts.ts";

test.use({ storageState: signedInAs("carla") });

test("an answer that is under way survives a reload", async ({ page }) => {
  await page.goto("/o/harbor-labs");
  await page.getByLabel("Your question").fill("How many projects are there by status?");
  const asked = page.waitForRequest((request) => request.url().endsWith("/api/ask"));
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await asked;
  await expect(page).toHaveURL(/\/c\//);
  await page.reload();
  await expect(page.getByRole("article").getByRole("table")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(1);
});

test("pages keep to the content security policy and report no errors", async ({ page }) => {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  for (const path of ["/", "/sign-in", "/o/harbor-labs", "/o/harbor-labs/data"]) {
    await page.goto(path);
    await page.waitForLoadState("networkidle");
  }
  await page.goto("/o/harbor-labs");
  await page.getByLabel("Your question").fill("How many invoices are there by status?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("article").getByRole("table")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(complaints).toEqual([]);
});

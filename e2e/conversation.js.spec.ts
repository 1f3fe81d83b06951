import { expect, test, type Page } from "@playwright/test";
import { signedInAs } from "./stack-facts.ts";

test.use({ storageState: signedInAs("carla") });

test("a new question starts afresh, and back leads to the answer before", async ({ page }) => {
  await ask(page, "How many companies are there?");
  const first = page.url();
  await page.getByRole("link", { name: "New question" }).first().click();
  await expect(page.getByRole("article")).toHaveCount(0);
  await ask(page, "How many invoices are there?");
  await expect(page.getByRole("article")).toHaveCount(1);
  expect(page.url()).not.toBe(first);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(first);
  await expect(page.getByRole("article", { name: "How many companies are there?" })).toBeVisible();
});

test("another organisation's page shows nothing of the one left", async ({ page }) => {
  await page.goto("/organizations/new");
  await page.getByLabel("Name of the organisation").fill("Empty Harbor");
  await page.getByRole("button", { name: /create/i }).click();
  await expect(page).toHaveURL(/\/o\/empty-harbor/);
  const other = page.url();
  await page.goto("/o/harbor-labs");
  await ask(page, "How many companies are there?");
  await page.getByLabel(/^Organisation: Harbor Labs/).click();
  await page.locator(`a[href="${new URL(other).pathname}"]`).click();
  await expect(page).toHaveURL(other);
  await expect(page.getByRole("article")).toHaveCount(0);
});

test("without a network the question stays and the page says what is wrong", async ({ page, context }) => {
  await page.goto("/o/harbor-labs");
  await context.setOffline(true);
  await page.getByLabel("Your question").fill("How many payments are there?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByText(/connection was lost/i)).toBeVisible();
  await expect(page.getByLabel("Your question")).toHaveValue("How many payments are there?");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("article").getByRole("table")).toBeVisible();
});

async function ask(page: Page, question: string) {
  if (!/\/o\/[^/]+$/.test(page.url())) await page.goto("/o/harbor-labs");
  await page.getByLabel("Your question").fill(question);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("article", { name: question }).getByRole("table")).toBeVisible();
}

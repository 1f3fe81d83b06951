import { expect, test } from "@playwright/test";
import { signedInAs } from "./stack-facts.ts";

const QUESTION = "How many active projects does each company have?";

test.use({ storageState: signedInAs("ada") });

test("a question is answered with its reading, a sentence, a chart, rows and SQL", async ({ page }) => {
  await page.goto("/o/northwind-studio");
  await page.getByLabel("Your question").fill(QUESTION);
  await page.getByRole("button", { name: "Ask", exact: true }).click();

  const sheet = page.getByRole("article", { name: QUESTION });
  await expect(sheet.getByRole("table")).toBeVisible();
  await expect(sheet.locator("figure svg:visible, figure canvas:visible").first()).toBeVisible();
  await expect(sheet.getByText("active", { exact: false }).first()).toBeVisible();
  await expect(page).toHaveURL(/\/o\/northwind-studio\/c\/[0-9a-f-]{36}/);

  await sheet.getByRole("link", { name: "SQL", exact: true }).click();
  await expect(sheet.locator("pre")).toContainText(/select/i);
  await expect(sheet.locator("pre")).toContainText("active");
  await sheet.getByRole("link", { name: "Explain", exact: true }).click();
  await expect(sheet.getByText("Keeps only rows where", { exact: false }).first()).toBeVisible();
});

test("an answer's rows and chart are downloaded as files", async ({ page }) => {
  await page.goto("/o/northwind-studio");
  await page.getByLabel("Your question").fill("How many projects are there by status?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const sheet = page.getByRole("article");
  const hrefOf = (name: string) => sheet.getByRole("link", { name }).getAttribute("href");
  const csv = await page.request.get((await hrefOf("Download CSV"))!);
  expect(csv.headers()["content-type"]).toContain("text/csv");
  expect((await csv.text()).split("\r\n").some((line) => /^active,\d+$/.test(line))).toBe(true);
  const png = await page.request.get((await hrefOf("Chart as PNG"))!);
  expect((await png.body()).subarray(1, 4).toString()).toBe("PNG");
  const svg = await page.request.get((await hrefOf("SVG"))!);
  expect(await svg.text()).toMatch(/^<svg /);
});

test("a follow-up changes the question before it", async ({ page }) => {
  await page.goto("/o/northwind-studio");
  await page.getByLabel("Your question").fill("How many projects are there by status?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("article").getByRole("table")).toBeVisible();

  await page.getByLabel("Your question").fill("only active ones");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const followUp = page.getByRole("article", { name: "only active ones" });
  await expect(followUp.getByRole("table")).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(2);
});

test("a question about nothing in the data is refused in plain words", async ({ page }) => {
  await page.goto("/o/northwind-studio");
  await page.getByLabel("Your question").fill("What is the airspeed velocity of an unladen swallow?");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const sheet = page.getByRole("article");
  await expect(sheet).toContainText(/swallow/);
  await expect(sheet.getByRole("table")).toHaveCount(0);
});

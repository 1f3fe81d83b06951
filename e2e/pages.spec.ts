import { expect, test } from "@playwright/test";
import { signedInAs } from "./stack-facts.ts";

test("an address that leads nowhere says so", async ({ page }) => {
  const answer = await page.goto("/no/such/page");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("the theme is kept and set before the page is drawn", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  const answer = await page.goto("/sign-in");
  expect(await answer?.text()).toContain('data-theme="dark"');
});

test.describe("for a member", () => {
  test.use({ storageState: signedInAs("ada") });

  test("a conversation that is not there is a clear page, not an error", async ({ page }) => {
    for (const id of ["0a11ce00-0000-4000-8000-00000000dead", "nonsense"]) {
      const answer = await page.goto(`/o/northwind-studio/c/${id}`);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    }
  });

  test("a second organisation is made, is empty, and is left again by the switcher", async ({ page }) => {
    await page.goto("/organizations/new");
    await page.getByLabel("Name of the organisation").fill("Second Workshop");
    await page.getByRole("button", { name: /create/i }).click();
    await expect(page).toHaveURL(/\/o\/second-workshop/);
    await page.getByLabel("Your question").fill("How many projects are there?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(page.getByRole("article")).toContainText(/no (data|tables)|nothing to ask|empty/i);
    await page.getByLabel(/^Organisation: Second Workshop/).click();
    await page.getByRole("link", { name: "Northwind Studio" }).click();
    await expect(page).toHaveURL(/\/o\/northwind-studio$/);
  });
});

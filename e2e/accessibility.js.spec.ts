import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { signedInAs } from "./stack-facts.ts";

const PUBLIC_PATHS = [
  "/",
  "/sign-in",
  "/sign-up",
  "/reset",
  "/check-mail",
  "/auth/confirm?token_hash=abcdefgh&type=signup",
];

for (const path of [...PUBLIC_PATHS, "/no/such/page"]) {
  test(`${path} has no accessibility violations`, async ({ page }) => {
    await page.goto(path);
    expect(await violations(page)).toEqual([]);
  });
}

test.describe("for a member", () => {
  test.use({ storageState: signedInAs("ada") });

  for (const path of ["", "/data", "/settings/members"]) {
    test(`/o/northwind-studio${path} has no accessibility violations`, async ({ page }) => {
      await page.goto(`/o/northwind-studio${path}`);
      expect(await violations(page)).toEqual([]);
    });
  }

  test("an answer has no accessibility violations and does not overflow a phone", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/o/northwind-studio");
    await page.getByLabel("Your question").fill("How many projects are there by status?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(page.getByRole("article").getByRole("table")).toBeVisible();
    await expect(page.getByRole("article")).toHaveAttribute("aria-busy", "false");
    expect(await violations(page)).toEqual([]);
    expect(await page.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
  });
});

async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

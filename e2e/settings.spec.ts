import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { signedInAs } from "./stack-facts.ts";

test.describe("an owner", () => {
  test.use({ storageState: signedInAs("ada") });

  test("reads what was done, filters it and takes it along as CSV", async ({ page }) => {
    await page.goto("/o/northwind-studio/settings/audit");
    await page.getByRole("link", { name: "Check that nothing was changed" }).click();
    await expect(page.getByText("The chain holds", { exact: false })).toBeVisible();
    await page.getByLabel("Action").selectOption("operations:export-audit");
    await page.getByRole("button", { name: "Filter" }).click();
    await expect(page).toHaveURL(/action=operations%3Aexport-audit/);

    await page.getByRole("link", { name: "Clear" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export as CSV" }).click(),
    ]);
    expect(readFileSync(await download.path(), "utf8")).toMatch(/^sequence,at,action/);
  });

  test("sees how the actions fared and that billing is not set up here", async ({ page }) => {
    await page.goto("/o/northwind-studio/settings/status");
    const row = page.getByRole("row", { name: /operations:read-status/ });
    await page.reload();
    await expect(row).toContainText("100 %");
    await expect(page.getByText("Every service Plainchart needs is answering.")).toBeVisible();

    await page.goto("/o/northwind-studio/settings/billing");
    await expect(page.getByRole("heading", { name: /The plan is (Free|Team|Business)/ })).toBeVisible();
    await expect(page.getByText("Payments are not set up on this installation", { exact: false })).toBeVisible();
  });
});

test.describe("a viewer", () => {
  test.use({ storageState: signedInAs("ben") });

  test("is not offered audit, status and billing, and may not open them", async ({ page }) => {
    await page.goto("/o/northwind-studio");
    await expect(page.getByRole("link", { name: "Audit log" })).toHaveCount(0);
    for (const name of ["audit", "status", "billing", "audit.csv"]) {
      expect((await page.request.get(`/o/northwind-studio/settings/${name}`)).status()).toBe(403);
    }
  });
});

test("prices can be read by anybody, and without payments the paid plans lead to a person", async ({ page }) => {
  await page.goto("/pricing");
  await expect(page.getByRole("heading", { name: "Team" })).toBeVisible();
  await expect(page.getByText("Nothing is sold on this installation", { exact: false })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Write to us" }).first().click();
  await expect(page).toHaveURL(/\/contact$/);
});

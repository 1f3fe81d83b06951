import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { newestMail } from "./stack-facts.ts";

test("signing up, confirming by the mailed link and starting in an organisation of one's own", async ({ page }) => {
  const email = `new-${randomUUID()}@example.test`;
  await page.goto("/sign-up");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: /create/i }).click();
  await expect(page).toHaveURL(/\/check-mail/);

  const link = linkIn(await newestMail(email));
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page).toHaveURL(/\/o\/[a-z0-9-]+$/);

  // The link works once.
  await page.context().clearCookies();
  await page.goto(link);
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await expect(page.getByText("has been used or is too old")).toBeVisible();
});

test("a sign-up with mistakes comes back with what was typed and says what to mend", async ({ page }) => {
  await page.goto("/sign-up");
  await page
    .locator("form[method=post]")
    .first()
    .evaluate((form: HTMLFormElement) => (form.noValidate = true))
    .catch(() => {});
  await page.getByLabel("E-mail address").fill("someone@example.test");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: /create/i }).click();
  await expect(page.getByText("Use at least 10 characters.").first()).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue("someone@example.test");
});

function linkIn(html: string): string {
  const href = /href="([^"]*\/auth\/confirm[^"]*)"/.exec(html)?.[1];
  if (href === undefined) throw new Error("The mail holds no confirmation link.");
  return href.replaceAll("&amp;", "&");
}

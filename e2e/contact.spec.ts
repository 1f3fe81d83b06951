import { randomUUID } from "node:crypto";
import { expect, test, type Page } from "@playwright/test";
import { newestMail } from "./stack-facts.ts";

const TEAM = "hello@plainchart.test";

/** The form is only believed two seconds after its page was made, so this waits for the clock, not for the page. */
async function writeLikeAPerson(page: Page, fields: { name: string; email: string; message: string }) {
  await page.getByLabel("Your name").fill(fields.name);
  await page.getByLabel("E-mail address").fill(fields.email);
  await page.getByLabel("Message").fill(fields.message);
  await page.waitForTimeout(2_100);
}

const send = (page: Page) => page.getByRole("button", { name: "Send the message" }).click();

test("a message is sent, thanked for and in the team's inbox", async ({ page }) => {
  const marker = randomUUID();
  await page.goto("/contact");
  await writeLikeAPerson(page, {
    name: "Grace",
    email: "grace@example.test",
    message: `Is there a plan for ${marker}?`,
  });
  await send(page);
  await expect(page.getByText("Your message has arrived")).toBeVisible();
  expect(await newestMail(TEAM)).toContain(marker);

  // Loading the thank-you page again sends nothing again.
  await page.reload();
  await expect(page.getByText("Your message has arrived")).toBeVisible();
});

test("a form with mistakes comes back with what was typed", async ({ page }) => {
  await page.goto("/contact");
  await writeLikeAPerson(page, { name: "Grace", email: "grace@example.test", message: "Short" });
  await send(page);
  await expect(page.getByText("Write at least 10 characters.").first()).toBeVisible();
  await expect(page.getByLabel("Your name")).toHaveValue("Grace");
  await page.getByLabel("Message").fill("Long enough by now, thank you.");
  await page.waitForTimeout(2_100);
  await send(page);
  await expect(page.getByText("Your message has arrived")).toBeVisible();
});

test("a form sent at once is held back in words and keeps its text", async ({ page }) => {
  await page.goto("/contact");
  await page.getByLabel("Your name").fill("Machine");
  await page.getByLabel("E-mail address").fill("machine@example.test");
  await page.getByLabel("Message").fill("Buy our watches, they are cheap.");
  await send(page);
  await expect(page.getByText("That was very quick.", { exact: false }).first()).toBeVisible();
  await expect(page.getByLabel("Message")).toHaveValue("Buy our watches, they are cheap.");
});

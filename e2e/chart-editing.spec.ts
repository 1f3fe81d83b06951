import { expect, test, type Locator, type Page } from "@playwright/test";
import { signedInAs } from "./stack-facts.ts";

const QUESTION = "How many projects are there by status?";

test.use({ storageState: signedInAs("ada") });

test("a chart's type is changed under the chart, and the change is undone", async ({ page }) => {
  const sheet = await ask(page, QUESTION);
  await openEditor(sheet);
  await sheet.getByLabel("Type").selectOption("donut");
  await sheet.getByRole("button", { name: "Apply" }).click();
  await expect(sheet.getByRole("button", { name: "Undo change" })).toBeVisible();
  await expect(sheet.getByLabel("Type")).toHaveValue("donut");
  await expect(sheet).toBeInViewport();

  await page.reload();
  await expect(sheet.getByLabel("Type")).toHaveValue("donut");
  await sheet.getByRole("button", { name: "Undo change" }).click();
  await expect(sheet.getByRole("button", { name: "Undo change" })).toHaveCount(0);
  await expect(sheet.getByLabel("Type")).toHaveValue("bar");
});

test("a goal line is set, and stays with the title when the type changes", async ({ page }) => {
  const sheet = await ask(page, QUESTION);
  await openEditor(sheet);
  await sheet.getByLabel("Goal line").fill("1,000");
  await sheet.getByLabel("Title").fill("Projects and the plan");
  await sheet.getByRole("button", { name: "Apply" }).click();
  await expect(sheet.locator("figcaption")).toContainText("Projects and the plan");
  await expect(sheet.locator("figure svg").first()).toContainText("1,000");
  await expect(sheet.getByLabel("Goal line")).toHaveValue("1000");
});

test("a change the data can't carry is refused with its reason, and nothing that was chosen is lost", async ({
  page,
}) => {
  const sheet = await ask(page, QUESTION);
  await openEditor(sheet);
  await sheet.getByLabel("Type").selectOption("line");
  await sheet.getByLabel("Title").fill("Kept while I think");
  await sheet.getByRole("button", { name: "Apply" }).click();
  await expect(sheet.getByRole("alert")).toContainText(/no order.*stays a bar chart/);
  await expect(sheet.getByLabel("Type")).toHaveValue("line");
  await expect(sheet.getByLabel("Title")).toHaveValue("Kept while I think");
  await expect(sheet.locator("figcaption")).not.toContainText("Kept while I think");

  await sheet.getByLabel("Type").selectOption("bar");
  await sheet.getByLabel("Goal line").fill("a lot");
  await sheet.getByRole("button", { name: "Apply" }).click();
  await expect(sheet.getByRole("alert")).toContainText("Type a number");
  await sheet.getByLabel("Goal line").fill("");
  await sheet.getByRole("button", { name: "Apply" }).click();
  await expect(sheet.locator("figcaption")).toContainText("Kept while I think");
  await expect(sheet.getByRole("alert")).toHaveCount(0);
});

test("a chart is changed by follow-ups in the conversation, and back", async ({ page }) => {
  await ask(page, QUESTION);
  const donut = await followUp(page, "as a donut");
  await expect(donut).toContainText("The answer before, drawn as a donut.");
  await expect(donut.getByRole("table")).toBeVisible();
  const refused = await followUp(page, "as a line");
  await expect(refused).toContainText(/The answer before, unchanged\..*no order/);
  const back = await followUp(page, "undo");
  await expect(back).toContainText("with the chart as it was");
  await openEditor(back);
  await expect(back.getByLabel("Type")).toHaveValue("bar");
  const goal = await followUp(page, "add a goal line at 1.5k");
  await expect(goal.locator("figure svg").first()).toContainText("1,500");

  const question = await followUp(page, "How many people work in each team?");
  await expect(question).not.toContainText("The answer before");
});

async function ask(page: Page, question: string): Promise<Locator> {
  await page.goto("/o/northwind-studio");
  return followUp(page, question);
}

async function followUp(page: Page, text: string): Promise<Locator> {
  await page.getByLabel("Your question").fill(text);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  const sheet = page.getByRole("article", { name: text });
  await expect(sheet).toHaveAttribute("aria-busy", "false");
  return sheet;
}

async function openEditor(sheet: Locator) {
  await sheet.getByText("Edit chart").click();
}

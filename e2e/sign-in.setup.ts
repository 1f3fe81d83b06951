import { expect, test as setup } from "@playwright/test";
import { signedInAs, stackFacts } from "./stack-facts.ts";

for (const name of ["ada", "ben", "carla"] as const) {
  setup(`sign ${name} in`, async ({ page }) => {
    const user = stackFacts().demoUsers.find(({ email }) => email.startsWith(name))!;
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").first().fill(user.email);
    await page.getByLabel("Password").fill(user.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page).toHaveURL(/\/o\//);
    await page.context().storageState({ path: signedInAs(name) });
  });
}

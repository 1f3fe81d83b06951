import { defineConfig } from "@playwright/test";

/* eslint-disable node/no-process-env -- where the machine keeps its browser */
const executablePath = process.env.CHROMIUM_PATH;
const port = Number(process.env.E2E_PORT ?? 4310);

/** The built app on an embedded stack of its own, in a real browser with and without JavaScript. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  webServer: {
    command: `node e2e/start-server.ts ${port}`,
    url: `http://localhost:${port}/readyz`,
    timeout: 120_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    stdout: "pipe",
  },
  use: {
    baseURL: `http://localhost:${port}`,
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    },
  },
  projects: [
    { name: "sign-in", testMatch: "sign-in.setup.ts" },
    {
      name: "with JavaScript",
      testMatch: ["*.spec.ts", "*.js.spec.ts"],
      testIgnore: "*.nojs.spec.ts",
      dependencies: ["sign-in"],
    },
    {
      name: "without JavaScript",
      testMatch: ["*.spec.ts", "*.nojs.spec.ts"],
      testIgnore: "*.js.spec.ts",
      dependencies: ["sign-in"],
      use: { javaScriptEnabled: false },
    },
  ],
});

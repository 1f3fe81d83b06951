import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { startLocalStack } from "#local/start.ts";

/**
 * Serves the built app for the browser tests on the given port, over an embedded stack named `e2e`, and
 * leaves in `.data/e2e.json` where its inbox is and who can sign in.
 */
const port = process.argv[2] ?? "4310";
const projectDir = path.resolve(import.meta.dirname, "..");
const appUrl = `http://localhost:${port}`;
const stack = await startLocalStack({ projectDir, name: "e2e", appUrl });
Object.assign(process.env, stack.env, { PORT: port, APP_URL: appUrl, LOG_LEVEL: "warn" });

mkdirSync(path.join(projectDir, ".data"), { recursive: true });
const facts = {
  inboxUrl: stack.inboxUrl,
  demoUsers: stack.demoUsers,
  supabaseUrl: stack.env["SUPABASE_URL"],
  publishableKey: stack.env["SUPABASE_PUBLISHABLE_KEY"],
};
writeFileSync(path.join(projectDir, ".data", "e2e.json"), JSON.stringify(facts));

const bundle = new URL("../build/server/index.js", import.meta.url).href;
const { startServer } = (await import(bundle)) as { startServer(): Promise<{ close(): Promise<void> }> };
const server = await startServer();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void server
      .close()
      .then(() => stack.stop())
      .then(() => process.exit(0));
  });
}

/**
 * Runs a stack until SIGTERM: argument 1 is the project folder, argument 2 the stack's name. Prints one line of JSON when
 * it is ready and another, with the milliseconds stopping took, at its end.
 */
import { startLocalStack } from "#local/start.ts";

const [projectDir = "", name = ""] = process.argv.slice(2);
const stack = await startLocalStack({ projectDir, name, appUrl: "http://127.0.0.1:3000" });
process.once("SIGTERM", async () => {
  const startedAt = performance.now();
  await stack.stop();
  console.log(JSON.stringify({ stopMs: Math.round(performance.now() - startedAt) }));
  process.exit(0);
});
console.log(JSON.stringify({ env: stack.env, inboxUrl: stack.inboxUrl }));

import path from "node:path";
import { startLocalStack } from "#local/start.ts";

/**
 * Runs the embedded stack alone and prints the app's environment as KEY=VALUE lines, until Ctrl+C.
 * `node scripts/local.ts [--name app] [--app-url http://127.0.0.1:3000] [--timings]`
 */
const argument = (flag: string) => {
  const at = process.argv.indexOf(flag);
  return at < 0 ? undefined : process.argv[at + 1];
};

const stack = await startLocalStack({
  projectDir: path.resolve(import.meta.dirname, ".."),
  name: argument("--name") ?? "app",
  appUrl: argument("--app-url") ?? "http://127.0.0.1:3000",
});
const lines = Object.entries(stack.env).map(([key, value]) => `${key}=${value}`);
lines.push("", `# inbox: ${stack.inboxUrl}`);
for (const user of stack.demoUsers) {
  const roles = user.memberships.map((membership) => `${membership.role} of ${membership.organization}`).join(", ");
  lines.push(`# ${user.email}  ${user.password}  ${roles}`);
}
if (process.argv.includes("--timings")) {
  for (const timing of stack.timings) lines.push(`# ${String(timing.sinceStartMs).padStart(6)} ms  ${timing.stage}`);
}
process.stdout.write(`${lines.join("\n")}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void stack.stop().then(() => process.exit(0));
  });
}

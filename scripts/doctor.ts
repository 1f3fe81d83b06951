import path from "node:path";

import { startLocalStack } from "#local/start.ts";

import { examineDatabase } from "./doctor/examine-database.ts";

/**
 * Examines the database behind `ANALYST_DATABASE_URL` as the analyst login and reports every deviation from the safe set-up, with
 * what to do about it: `npm run doctor`. Without that variable the embedded stack is started and examined. Exits 1 on a failure.
 */
const MARKS = { ok: "ok  ", note: "note", fail: "FAIL" } as const;

async function run(env: Record<string, string | undefined>): Promise<number> {
  const names = ["ANALYST_DATABASE_URL", "TENANT_TOKEN_KEY", "TENANT_TOKEN_KEY_ID"] as const;
  const missing = names.filter((name) => !env[name]);
  if (missing.length > 0) {
    process.stderr.write(`Not set: ${missing.join(", ")}\n`);
    return 2;
  }
  const key = { id: env["TENANT_TOKEN_KEY_ID"] ?? "", secret: env["TENANT_TOKEN_KEY"] ?? "" };
  const findings = await examineDatabase(env["ANALYST_DATABASE_URL"] ?? "", key);
  for (const { level, text, remedy } of findings) {
    process.stdout.write(`${MARKS[level]}  ${text}\n${remedy === undefined ? "" : `      -> ${remedy}\n`}`);
  }
  const count = (level: string) => findings.filter((finding) => finding.level === level).length;
  process.stdout.write(`${count("fail")} failures, ${count("note")} notes, ${count("ok")} in order\n`);
  return count("fail") === 0 ? 0 : 1;
}

if (process.env["ANALYST_DATABASE_URL"]) {
  process.exitCode = await run(process.env);
} else {
  process.stdout.write("ANALYST_DATABASE_URL is not set: examining the embedded database.\n");
  const stack = await startLocalStack({
    projectDir: path.resolve(import.meta.dirname, ".."),
    name: "app",
    appUrl: "http://127.0.0.1:3000",
  });
  try {
    process.exitCode = await run(stack.env);
  } finally {
    await stack.stop();
  }
}

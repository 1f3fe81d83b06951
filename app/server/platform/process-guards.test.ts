import { spawnSync } from "node:child_process";

import { expect, test } from "vitest";

/** Runs a line in a process with the guards; answers how it ended and what it printed. */
function runGuarded(line: string) {
  const script = `
    import { setEnv } from "#app/server/platform/env.ts";
    import { installProcessGuards } from "#app/server/platform/process-guards.ts";
    const local = "http://127.0.0.1:1";
    setEnv({ APP_URL: local, SUPABASE_URL: local, SUPABASE_PUBLISHABLE_KEY: "p", SUPABASE_SECRET_KEY: "s", TENANT_TOKEN_KEY_ID: "k",
      ANALYST_DATABASE_URL: "postgres://a:b@127.0.0.1:1/x", TENANT_TOKEN_KEY: "x".repeat(32), UPSTASH_REDIS_REST_URL: local, UPSTASH_REDIS_REST_TOKEN: "t" });
    installProcessGuards(async () => console.log("stopped in order"));
    setTimeout(() => { console.log("went on"); process.exit(0); }, 100);
    ${line}
  `;
  const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  return { status, stdout };
}

test("a rejection nobody awaits is reported, and the process goes on", () => {
  const { status, stdout } = runGuarded('Promise.reject(new Error("hunter2"));');
  expect([status, stdout]).toEqual([0, expect.stringContaining("went on")]);
  expect(stdout).toContain("unhandled rejection");
  expect(stdout).not.toContain("hunter2");
});

test("an exception nobody catches ends the process with 1, in order", () => {
  const { status, stdout } = runGuarded('setImmediate(() => { throw new Error("hunter2"); });');
  expect([status, stdout]).toEqual([1, expect.stringContaining("stopped in order")]);
});

test("the driver's write to a cut connection does not end the process", () => {
  const { status, stdout } = runGuarded(
    'setImmediate(() => { throw Object.assign(new TypeError("x"), { stack: "TypeError: x\\n    at Immediate.nextWrite (file:///app/node_modules/postgres/src/connection.js:255:22)" }); });',
  );
  expect([status, stdout]).toEqual([0, expect.stringContaining("went on")]);
});

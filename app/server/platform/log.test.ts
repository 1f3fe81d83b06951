import { spawnSync } from "node:child_process";

import { expect, test } from "vitest";

/** What the log prints for an error thrown by a line of code. */
function logOf(line: string): string {
  const script = `
    import { setEnv } from "#app/server/platform/env.ts";
    import { log } from "#app/server/platform/log.ts";
    const local = "http://127.0.0.1:1";
    setEnv({ APP_URL: local, SUPABASE_URL: local, SUPABASE_PUBLISHABLE_KEY: "p", SUPABASE_SECRET_KEY: "s", TENANT_TOKEN_KEY_ID: "k",
      ANALYST_DATABASE_URL: "postgres://a:b@127.0.0.1:1/x", TENANT_TOKEN_KEY: "x".repeat(32), UPSTASH_REDIS_REST_URL: local, UPSTASH_REDIS_REST_TOKEN: "t" });
    const input = { name: "hunter2" };
    try { ${line} } catch (error) { log().error({ err: error }, "failed"); }
  `;
  return spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" }).stdout;
}

test.for([
  "new Headers({ [input.name + ' ']: '1' })",
  "Object.defineProperty(Object.freeze({}), input.name, {})",
  "JSON.parse(input.name)",
  "new Error('outer', { cause: new TypeError(input.name) }); throw new TypeError(input.name, { cause: new TypeError(input.name) })",
  "throw input.name",
])("the log of %s does not quote the input", (line) => {
  const text = logOf(line);
  expect(text).toContain("failed");
  expect(text).not.toContain("hunter2");
});

test("names in the code are said", () => {
  expect(logOf("missingName()")).toContain("missingName is not defined");
});

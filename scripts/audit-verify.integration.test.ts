import { execFile } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

function verify(...args: string[]): Promise<{ code: number; text: string }> {
  const script = path.resolve(import.meta.dirname, "audit-verify.ts");
  const env = { ...process.env, ...stack.env };
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env, timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), text: stdout + stderr });
    });
  });
}

test("a whole record verifies, a changed one is named, and a wrong name is said to be one", async () => {
  const { id } = await stack.createOrganization();
  const event = { action: "test:a", outcome: "FORBIDDEN" };
  await stack.service.rpc("append_audit_events", {
    p_events: [event, { ...event, org_id: id }, { ...event, org_id: id }],
  });
  expect(await verify()).toEqual({ code: 0, text: "Every chain holds.\n" });

  await stack.admin`alter table audit_events disable trigger audit_events_append_only`;
  await stack.admin`update audit_events set outcome = 'OK' where chain = ${id} and sequence = 2`;
  await stack.admin`alter table audit_events enable trigger audit_events_append_only`;
  const found = await verify();
  expect(found.code).toBe(1);
  expect(found.text).toContain(`${id}  event 2: changed event\n`);
  expect(await verify("system")).toEqual({ code: 0, text: "The chain holds.\n" });
  expect((await verify("northwind")).code).toBe(2);
});

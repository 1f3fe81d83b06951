import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createClient } from "@supabase/supabase-js";
import { expect, onTestFinished, test } from "vitest";
import { DEMO_USERS } from "./demo-users.ts";
import { startPostgres } from "./postgres.ts";
import { type LocalStack, startLocalStack } from "./start.ts";

const projectDir = path.resolve(import.meta.dirname, "..");

async function readOrganizations(stack: LocalStack, email: string): Promise<string[]> {
  const client = createClient(stack.env["SUPABASE_URL"] ?? "", stack.env["SUPABASE_PUBLISHABLE_KEY"] ?? "", {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const password = DEMO_USERS.find((user) => user.email === email)?.password ?? "";
  const { error } = await client.auth.signInWithPassword({ email, password });
  if (error !== null) throw error;
  const { data } = await client.from("organizations").select("name").order("name");
  return (data ?? []).map((row) => String(row["name"]));
}

test("two starts of one new stack at once agree, one outlives the other, and data survives a restart", async () => {
  const name = `start-${process.pid}`;
  onTestFinished(() => {
    for (const left of [`postgres/${name}`, `secrets-${name}.json`]) {
      rmSync(path.join(projectDir, ".data", left), { recursive: true, force: true });
    }
  });
  const start = () => startLocalStack({ projectDir, name, appUrl: "http://127.0.0.1:3000" });

  const [first, second] = await Promise.all([start(), start()]);
  expect(first.env["SUPABASE_SECRET_KEY"]).toBe(second.env["SUPABASE_SECRET_KEY"]);
  expect(first.env["ANALYST_DATABASE_URL"]).toBe(second.env["ANALYST_DATABASE_URL"]);
  expect(await readOrganizations(first, "ada@northwind.test")).toEqual(["Northwind Studio"]);
  await first.stop();
  expect(await readOrganizations(second, "carla@harbor.test")).toEqual(["Harbor Labs"]);
  const service = createClient(second.env["SUPABASE_URL"] ?? "", second.env["SUPABASE_SECRET_KEY"] ?? "");
  await service.from("organizations").update({ name: "Renamed" }).eq("name", "Harbor Labs");
  await second.stop();

  const third = await start();
  expect(await readOrganizations(third, "carla@harbor.test")).toEqual(["Renamed"]);
  expect(third.timings.map(({ stage }) => stage)).toContain("ready");
  await third.stop();
});

test("a migration that fails is named, and everything that was started is stopped", async () => {
  const broken = mkdtempSync(path.join(tmpdir(), "plainchart-broken-"));
  onTestFinished(() => rmSync(broken, { recursive: true, force: true }));
  chmodSync(broken, 0o755);
  cpSync(path.join(projectDir, "supabase"), path.join(broken, "supabase"), { recursive: true });
  symlinkSync(path.join(projectDir, "node_modules"), path.join(broken, "node_modules"), "junction");
  writeFileSync(
    path.join(broken, "supabase/migrations/20991231000000_broken.sql"),
    "create table public.t (a nothing);",
  );
  const starting = startLocalStack({ projectDir: broken, appUrl: "http://127.0.0.1:3000" });
  await expect(starting).rejects.toThrow('Migration 20991231000000_broken.sql failed: type "nothing" does not exist');

  const server = await startPostgres({ projectDir: broken });
  expect(server.owned).toBe(true);
  await server.stop();
});

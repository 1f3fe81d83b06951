import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { DEMO_USERS } from "./demo-users.ts";
import { startPostgres } from "./postgres.ts";

const projectDir = path.resolve(import.meta.dirname, "..");

/** A process of its own: what the driver throws from a timer would otherwise be the test runner's to judge. */
async function runStack() {
  const name = `lost-${process.pid}`;
  const fixture = path.join(import.meta.dirname, "run-stack.fixture.ts");
  const child = spawn(process.execPath, [fixture, projectDir, name], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await exited;
      // Takes over what the killed process left running, and is its last user.
      await (await startPostgres({ projectDir, name })).stop();
    }
    for (const left of [`postgres/${name}`, `secrets-${name}.json`]) {
      rmSync(path.join(projectDir, ".data", left), { recursive: true, force: true });
    }
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readLine = async <Line>(): Promise<Line> => JSON.parse(String((await lines.next()).value)) as Line;
  const { env } = await readLine<{ env: Record<string, string> }>();
  return { name, child, exited, env, readLine };
}

type RunningStack = Awaited<ReturnType<typeof runStack>>;

/** Ends one of the embedded Supabase's sessions as the machine would; Postgres then restarts all of them. */
async function killOneBackend({ env, name }: RunningStack): Promise<void> {
  const file = path.join(projectDir, ".data", `secrets-${name}.json`);
  const { litePassword } = JSON.parse(readFileSync(file, "utf8")) as { litePassword: string };
  const url = new URL(env["ANALYST_DATABASE_URL"] ?? "");
  url.username = "lite_admin";
  url.password = litePassword;
  const sql = postgres(url.href, { max: 1 });
  const [backend] = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity
    where usename = 'lite_admin' and pid <> pg_backend_pid() order by state = 'active' desc limit 1`;
  await sql.end();
  if (backend === undefined) throw new Error("no session to kill");
  process.kill(backend.pid, "SIGKILL");
}

async function signIn({ env }: RunningStack): Promise<SupabaseClient> {
  const client = createClient(env["SUPABASE_URL"] ?? "", env["SUPABASE_PUBLISHABLE_KEY"] ?? "", {
    auth: { persistSession: false, autoRefreshToken: false },
  });
  const [user] = DEMO_USERS;
  const { error } = await client.auth.signInWithPassword({ email: user?.email ?? "", password: user?.password ?? "" });
  if (error !== null) throw error;
  return client;
}

/** A table, a function and the auth service: each of them asks over connections of its own. */
async function ask(client: SupabaseClient, email: string): Promise<string[]> {
  const answers = await Promise.all([
    client.from("organizations").select("name").limit(1),
    client.rpc("create_organization", { p_name: "" }),
    client.auth.getUser(),
    client.auth.resend({ type: "signup", email }),
  ]);
  return answers.flatMap(({ error }, index) =>
    error === null || (index === 1 && error.code !== "PGRST000") ? [] : [`${index} ${error.name} ${error.message}`],
  );
}

/** Asks without a pause, twenty at once, until told to stop. */
function load(client: SupabaseClient): () => Promise<void> {
  let isOver = false;
  const workers = Array.from({ length: 20 }, async (_, index) => {
    while (!isOver) await ask(client, `nobody-${index}@example.test`);
  });
  return async () => {
    isOver = true;
    await Promise.all(workers);
  };
}

test("a lost database session under load: answers are back within seconds, and stopping takes as long as ever", async () => {
  const stack = await runStack();
  const client = await signIn(stack);
  const recoveryMs: number[] = [];
  for (let round = 0; round < 3; round++) {
    const stopLoad = load(client);
    for (let count = 0; count < 10; count++) await ask(client, "nobody@example.test");
    await killOneBackend(stack);
    const killedAt = performance.now();
    let errors = await ask(client, "nobody@example.test");
    while (errors.length > 0 && performance.now() - killedAt < 15_000) {
      errors = await ask(client, "nobody@example.test");
    }
    recoveryMs.push(Math.round(performance.now() - killedAt));
    await stopLoad();
    const later = await Promise.all(Array.from({ length: 20 }, () => ask(client, "nobody@example.test")));
    expect(later.flat()).toEqual([]);
  }
  // The client's own retries and Postgres' recovery are part of it.
  expect(Math.max(...recoveryMs)).toBeLessThan(10_000);
  expect(stack.child.exitCode).toBeNull();

  const stopLoad = load(client);
  // A mail client that never leaves.
  const mailClient = connect(Number(new URL(stack.env["SMTP_URL"] ?? "").port), "127.0.0.1").on(
    "error",
    () => undefined,
  );
  onTestFinished(() => void mailClient.destroy());
  await once(mailClient, "data");
  stack.child.kill("SIGTERM");
  const { stopMs } = await stack.readLine<{ stopMs: number }>();
  await stopLoad();
  expect(stopMs).toBeLessThan(5_000);
  expect(await stack.exited).toEqual([0, null]);
  const folder = path.join(projectDir, ".data", "postgres", stack.name);
  const left = readdirSync(folder).filter((entry) => existsSync(path.join(folder, entry, "postmaster.pid")));
  expect(left).toEqual([]);
}, 90_000);

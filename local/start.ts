import { openPool } from "./database/open-pool.ts";
import { type Mark, prepareDatabase } from "./database/prepare-database.ts";
import { DEMO_USERS, type DemoUser } from "./demo-users.ts";
import { ignoreCutWrites } from "./ignore-cut-writes.ts";
import { startInbox } from "./inbox.ts";
import { startPostgres } from "./postgres.ts";
import { readLocalSecrets } from "./secrets.ts";
import { startServices, urlForLogin } from "./start-services.ts";
import { createLite, loadLite } from "./supabase/create-lite.ts";

export type LocalStackOptions = {
  projectDir: string;
  /** Each name is a stack of its own, with its own data and secrets. */
  name?: string;
  /** Where the app will answer; mail links lead there. */
  appUrl: string;
};

export type StageTiming = { stage: string; sinceStartMs: number };

export type LocalStack = {
  /** The app's environment: everything it needs to know about the stack. */
  env: Record<string, string>;
  inboxUrl: string;
  demoUsers: readonly DemoUser[];
  timings: readonly StageTiming[];
  /** Ends everything within five seconds, in whatever state it is. */
  stop(): Promise<void>;
};

/**
 * Starts everything the app needs on this machine, on free ports of 127.0.0.1: Postgres, Supabase's protocols, Upstash's
 * protocol and a mail inbox. Data stays in `.data/` and survives; the demo is filled in once.
 *
 * A second process of the same project shares the Postgres server and brings its own copies of the rest. Limits, caches
 * and run streams live in the Upstash copy, so the two share those only when REDIS_URL names one Redis for both.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { projectDir, name = "app", appUrl } = options;
  const startedAt = performance.now();
  const timings: StageTiming[] = [];
  const mark: Mark = (stage) => timings.push({ stage, sinceStartMs: Math.round(performance.now() - startedAt) });

  ignoreCutWrites();
  // What was started before a failure is stopped again, newest first.
  await using started = new AsyncDisposableStack();
  const secrets = readLocalSecrets(projectDir, name);
  // Whether it loads is found out when it is used, below.
  const liteLoaded = loadLite().then(() => mark("imports"), ignore);
  const inboxReady = startInbox();
  started.defer(() => inboxReady.then((inbox) => inbox.stop(), ignore));
  const server = await startPostgres({ projectDir, name });
  started.defer(() => server.stop());
  mark("postgres");

  const liteReady = createLite({
    ...secrets,
    projectDir,
    appUrl,
    databaseUrl: urlForLogin(server.url, "lite_admin", secrets.litePassword),
    deliver: async (mail) => {
      (await inboxReady).mailbox.add(mail);
    },
  });
  started.defer(() => liteReady.then((lite) => lite.close(), ignore));
  const { sql: admin, close: closeAdmin } = openPool(server.url, 2);
  started.defer(closeAdmin);
  await prepareDatabase(admin, { projectDir, secrets, lite: liteReady, mark });
  const [lite, inbox] = await Promise.all([liteReady, inboxReady, liteLoaded]);
  const services = await startServices({
    projectDir,
    appUrl,
    secrets,
    databaseUrl: server.url,
    admin,
    lite,
    inbox,
  });
  started.defer(() => services.stop());
  mark("ready");

  const running = started.move();
  return {
    env: services.env,
    inboxUrl: inbox.url,
    demoUsers: DEMO_USERS,
    timings,
    stop: () => running.disposeAsync(),
  };
}

/** For a failure that whoever awaits the same promise reports. */
function ignore(): void {}

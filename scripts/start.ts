import { projectDir } from "#scripts/project-tool.ts";
import { buildApp } from "./start/build-app.ts";
import { loadEnvironmentFile, needsLocalStack, readAppUrl } from "./start/environment.ts";
import { onEndSignal } from "./start/end-signals.ts";
import { startBuiltServer } from "./start/start-built-server.ts";

/**
 * Starts the app as in production: the embedded stack where the environment names no real services, a build where the
 * sources are newer than the last one, then the HTTP server. `--timings` prints how long each part took.
 */
async function start(): Promise<void> {
  const timings: string[] = [];
  const running = new AsyncDisposableStack();
  onEndSignal(async () => {
    await running.disposeAsync();
    return 0;
  });
  try {
    loadEnvironmentFile();
    const appUrl = await readAppUrl();
    const [stack] = await Promise.all([
      needsLocalStack(appUrl) ? startLocalServices(appUrl) : undefined,
      timed("build", buildApp),
    ]);
    const server = await timed("server", startBuiltServer);
    running.defer(() => server.close());
    announce(appUrl, server.url, stack);
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
  if (process.argv.includes("--timings")) console.log(`\n${timings.join("\n")}`);

  async function startLocalServices(appUrl: string) {
    console.log("Starting Postgres, Supabase, Redis and a mail inbox on this machine ...");
    // Imported only here: a production install has none of this.
    const { startLocalStack } = await timed("stack: load", () => import("#local/start.ts"));
    const stack = await timed("stack", () => startLocalStack({ projectDir, appUrl }));
    running.defer(() => stack.stop());
    for (const timing of stack.timings) timings.push(formatTiming(timing.sinceStartMs, `stack: ${timing.stage}`));
    for (const [name, value] of Object.entries(stack.env)) process.env[name] ||= value;
    // The addresses and logins below should stay on the screen.
    process.env.LOG_LEVEL ||= "warn";
    return stack;
  }

  async function timed<Result>(label: string, work: () => Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      timings.push(formatTiming(performance.now() - startedAt, label));
    }
  }
}

type AnnouncedStack = {
  inboxUrl: string;
  demoUsers: readonly {
    email: string;
    password: string;
    memberships: readonly { role: string; organization: string }[];
  }[];
};

function announce(appUrl: string, serverUrl: string, stack: AnnouncedStack | undefined): void {
  const lines = ["", `Plainchart  ${appUrl}`];
  if (new URL(appUrl).port !== new URL(serverUrl).port) lines.push(`listens on  ${serverUrl}`);
  for (const user of stack?.demoUsers ?? []) {
    const roles = user.memberships.map(({ role, organization }) => `${role} of ${organization}`).join(", ");
    lines.push(`Demo login  ${user.email}  ${user.password}  ${roles}`);
  }
  if (stack !== undefined) lines.push(`Mail inbox  ${stack.inboxUrl}`);
  console.log([...lines, "", "Ctrl+C stops it."].join("\n"));
}

function formatTiming(durationMs: number, label: string): string {
  return `${String(Math.round(durationMs)).padStart(6)} ms  ${label}`;
}

try {
  await start();
} catch (error) {
  // Messages meant for people: a port in use, a bad environment, a failed build.
  console.error(`\nPlainchart did not start.\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

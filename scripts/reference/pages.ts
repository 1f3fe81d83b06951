import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { ACTION_RATE_LIMITS, PLAN_MULTIPLIERS, type RateLimit } from "#app/server/limits/rate-limit.ts";
import { listActions } from "#app/server/platform/action-registry.ts";
import { envSchema } from "#app/server/platform/env-schema.ts";
import { ERROR_CODES } from "#app/shared/errors.ts";
import { projectDir } from "#scripts/project-tool.ts";

/** The pages of `docs/reference/` that are written from source, by file name. */
export async function writeReferencePages(): Promise<Record<string, string>> {
  return {
    "actions.md": await actionsPage(),
    "env.md": envPage(),
    "errors.md": errorsPage(),
    "limits.md": limitsPage(),
  };
}

const NOTE = "Written from source by `node scripts/write-reference.ts`; a test holds the two equal.";

async function actionsPage(): Promise<string> {
  const folder = path.join(projectDir, "app/server/actions");
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (file.endsWith(".ts") && !/\.(test|fixture|test-d)\.ts$/.test(file))
      await import(pathToFileURL(path.join(folder, file)).href);
  }
  const limitNames = new Map<unknown, string>(Object.entries(ACTION_RATE_LIMITS).map(([name, limit]) => [limit, name]));
  const rows = listActions()
    .filter(({ name }) => !name.startsWith("test:"))
    .map(({ name, kind, access, limit, deadlineMs, idempotent }) => [
      `\`${name}\``,
      kind,
      access,
      limit === undefined ? "none" : (limitNames.get(limit) ?? `${limit.maxRequests} per ${limit.windowMs / 1_000} s`),
      `${deadlineMs / 1_000} s`,
      idempotent ? "yes" : "",
    ]);
  return page(
    "Actions",
    "Everything the server does for a caller. Access is who may: `public`, any signed-in `user`, or the least role in the organisation of the URL. The limits are in [limits.md](limits.md).",
    table(["Name", "Kind", "Access", "Limit", "Deadline", "Once per key"], rows),
  );
}

function envPage(): string {
  const rows = Object.entries(envSchema.shape).map(([name, schema]) => {
    const ifUnset = schema.safeParse(undefined);
    const needed = !ifUnset.success ? "yes" : ifUnset.data === undefined ? "" : `default \`${ifUnset.data}\``;
    return [`\`${name}\``, needed, schema.description ?? ""];
  });
  const strict =
    "At a non-loopback `APP_URL` the process also refuses to start with plain http, without `SMTP_URL` and `METRICS_TOKEN`, with a `SUPABASE_URL` on this machine, with secrets that begin like a local default (`local-`, `dev-`, `example-`, `changeme-`, `test-`), or with Cloudflare's test secrets. Every problem is listed at once.";
  return page(
    "Environment",
    "Read once at the start. With none of the services named, `npm start` brings its own and sets what is needed.",
    `${table(["Name", "Needed", "What for"], rows)}\n\n${strict}`,
  );
}

function errorsPage(): string {
  const rows = Object.entries(ERROR_CODES).map(([code, { status, message, retryable, level }]) => [
    `\`${code}\``,
    String(status),
    message,
    retryable ? "yes" : "",
    level,
  ]);
  return page(
    "Error codes",
    "What a caller sees: the code, its HTTP status and a public message, which an action may replace by a more exact one. The reason stays in the log.",
    table(["Code", "Status", "Message", "Worth another try", "Logged as"], rows),
  );
}

function limitsPage(): string {
  const rows = Object.entries<RateLimit>(ACTION_RATE_LIMITS).map(([name, limit]) => [
    `\`${name}\``,
    `${limit.maxRequests} per ${limit.windowMs / 60_000} min`,
    limit.orgMultiple === undefined ? "" : `${limit.maxRequests * limit.orgMultiple}`,
    limit.addressMaxRequests === undefined ? "visitors only" : `${limit.addressMaxRequests}`,
    limit.subjectMaxRequests === undefined ? "" : `${limit.maxRequests}, all addresses ${limit.subjectMaxRequests}`,
    limit.outage === "fallback" ? "half the rate, per process" : "let through",
  ]);
  const plans = Object.entries(PLAN_MULTIPLIERS)
    .map(([plan, factor]) => `${plan} ×${factor}`)
    .join(", ");
  return page(
    "Rate limits",
    "Sliding windows, counted per action; actions under `AI_GENERATION` are counted together. A user's limit counts for a visitor's address too. An account is what a form names, such as a mail address: its limit is for one address at a time, so that a stranger's guesses do not keep the owner out, and one for all addresses together. After a violation the wait doubles with each further one, up to 15 minutes, except for all addresses together. Answers carry `RateLimit`, `RateLimit-Policy` and, when refused, `Retry-After`.",
    `${table(["Limit", "Per user", "Per organisation", "Per address", "Per account", "Without Redis"], rows)}\n\nBy plan: ${plans}.`,
  );
}

function page(title: string, lead: string, body: string): string {
  return `# ${title}\n\n${lead}\n\n${body}\n\n${NOTE}\n`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

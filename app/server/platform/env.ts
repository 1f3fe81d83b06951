import type { z } from "zod";

import { envSchema } from "#app/server/platform/env-schema.ts";
import { isLoopbackUrl } from "#app/server/platform/loopback.ts";

export type Env = Readonly<z.infer<typeof envSchema>>;

/** Values that ship in `.env.example` and in the embedded stack: fine on this machine, refused anywhere else. */
const LOCAL_ONLY = /^(local|dev|example|changeme|test)[-_]/i;
const SECRETS = [
  "SUPABASE_SECRET_KEY",
  "SUPABASE_JWT_SECRET",
  "TENANT_TOKEN_KEY",
  "UPSTASH_REDIS_REST_TOKEN",
  "METRICS_TOKEN",
] as const;
/** Cloudflare's dummy secrets, which accept, refuse or have already spent any token. */
export const CLOUDFLARE_TEST_SECRET = /^[123]x0{10,}/;

/** Everything wrong with the environment, one line each, names only: a value may be a secret. */
export class EnvError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["The environment is not usable:", ...problems.map((problem) => `  - ${problem}`)].join("\n"));
    this.name = "EnvError";
    this.problems = problems;
  }
}

/**
 * Reads an environment into a frozen, typed value. An empty string counts as not set.
 *
 * @throws EnvError that lists every problem at once.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = envSchema.safeParse(present);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map((issue) => {
        const name = issue.path.join(".");
        return present[name] === undefined ? `${name} is not set` : `${name}: ${issue.message}`;
      }),
    );
  }
  const problems = [...pairProblems(parsed.data), ...strictProblems(parsed.data)];
  if (problems.length > 0) throw new EnvError(problems);
  return Object.freeze(parsed.data);
}

/** Settings that only make sense together. */
function pairProblems(env: Env): string[] {
  const problems: string[] = [];
  if ((env.TURNSTILE_SITE_KEY === undefined) !== (env.TURNSTILE_SECRET_KEY === undefined)) {
    problems.push("TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY are set together or not at all");
  }
  if (env.STRIPE_SECRET_KEY !== undefined && env.STRIPE_WEBHOOK_SECRET === undefined) {
    problems.push("STRIPE_WEBHOOK_SECRET is not set (STRIPE_SECRET_KEY is)");
  }
  if (env.MODEL_PROVIDER === "openai-compatible" && env.MODEL_BASE_URL === undefined) {
    problems.push("MODEL_BASE_URL is not set (MODEL_PROVIDER is openai-compatible)");
  }
  if (env.MODEL_PROVIDER !== undefined && env.MODEL_NAME === undefined) {
    problems.push("MODEL_NAME is not set (MODEL_PROVIDER is)");
  }
  return problems;
}

/** What a public address demands: real secrets, HTTPS, no test keys. */
function strictProblems(env: Env): string[] {
  if (isLoopbackUrl(env.APP_URL)) return [];
  const problems: string[] = [];
  if (!env.APP_URL.startsWith("https://")) problems.push("APP_URL must be https:// unless it is a loopback address");
  for (const name of SECRETS) {
    const value = env[name];
    if (value !== undefined && LOCAL_ONLY.test(value)) {
      problems.push(`${name} is a default for local use; set a real one`);
    }
  }
  if (isLoopbackUrl(env.SUPABASE_URL)) problems.push("SUPABASE_URL points at this machine");
  if (env.SMTP_URL === undefined) problems.push("SMTP_URL is not set");
  if (env.METRICS_TOKEN === undefined) problems.push("METRICS_TOKEN is not set");
  if (env.TURNSTILE_SECRET_KEY !== undefined && CLOUDFLARE_TEST_SECRET.test(env.TURNSTILE_SECRET_KEY)) {
    problems.push("TURNSTILE_SECRET_KEY is one of Cloudflare's test keys");
  }
  return problems;
}

let current: Env | undefined;

/** The process's environment, read once at the first call. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** Replaces the environment, for a test that starts its own stack. */
export function setEnv(source: Record<string, string | undefined>): Env {
  current = parseEnv(source);
  return current;
}

import { z } from "zod";

const url = z.url({ protocol: /^https?$/, error: "must be a full address, such as https://plainchart.example" });
const optionalText = z.string().trim().min(1).optional();
const wholeNumber = (minimum: number, maximum: number) => {
  const error = `must be a whole number from ${minimum} to ${maximum}`;
  return z.coerce.number(error).int(error).min(minimum, error).max(maximum, error);
};

/** Every name the app reads, what it must look like and what it is for; `docs/reference/env.md` is written from it. */
export const envSchema = z.object({
  PORT: wholeNumber(0, 65_535).default(3000).describe("Port to listen on; 0 picks a free one."),
  HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on. `0.0.0.0` in a container."),
  APP_URL: url.describe(
    "Where people reach the app. Anything but a loopback address must be https and turns on the strict checks below.",
  ),
  TRUSTED_PROXY_HOPS: wholeNumber(0, 10)
    .default(0)
    .describe(
      "How many proxies of yours stand in front. Their entry of `X-Forwarded-For` is the client's address; with 0 the header is ignored.",
    ),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("What is logged, from `trace` to `fatal`, or `silent`."),

  SUPABASE_URL: url.describe("Supabase project, for auth and the app's own tables."),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1).describe("Supabase's publishable key."),
  SUPABASE_SECRET_KEY: z
    .string()
    .min(1)
    .describe(
      "Supabase's secret key. Skips row-level security; used for audit, run states, contact messages and billing.",
    ),
  SUPABASE_JWT_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe(
      "Only for projects that sign tokens with HS256: sessions are then checked on this machine. Projects with signing keys need nothing.",
    ),

  ANALYST_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe("Postgres login that runs questions: read only, made by `npm run db:provision`."),
  IMPORTER_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe("Postgres login that fills uploaded tables. Without it uploads answer that they are not set up."),
  TENANT_TOKEN_KEY_ID: z
    .string()
    .min(1)
    .max(64)
    .describe("Name of the key that signs which organisation a query is for."),
  TENANT_TOKEN_KEY: z
    .string()
    .min(32)
    .describe("That key, at least 32 characters, the same as `npm run db:provision` stored."),

  UPSTASH_REDIS_REST_URL: url.describe("Upstash Redis over REST, for limits, cache and streams of running questions."),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1).describe("Its token."),

  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe("Mail server. Without it nothing is mailed by the app; sign-in mails are Supabase's."),
  MAIL_FROM: z.string().min(3).default("Plainchart <plainchart@localhost>").describe("Sender of the app's mail."),
  CONTACT_TO: z.string().min(3).optional().describe("Where messages of the contact form go; left out, to `MAIL_FROM`."),

  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("Bearer token for `/metrics`. Without it only this machine may read them."),
  SENTRY_DSN: url.optional().describe("Also send errors here, in Sentry's format."),

  TURNSTILE_SITE_KEY: optionalText.describe("Cloudflare Turnstile on the contact form; with the secret or not at all."),
  TURNSTILE_SECRET_KEY: optionalText.describe(
    "Turnstile's secret. Cloudflare's test secrets are refused at a public address.",
  ),
  TURNSTILE_VERIFY_URL: url
    .default("https://challenges.cloudflare.com/turnstile/v0/siteverify")
    .describe("Where Turnstile tokens are checked."),

  STRIPE_SECRET_KEY: optionalText.describe("Stripe. Without it checkout answers that billing is not set up."),
  STRIPE_WEBHOOK_SECRET: optionalText.describe("Signing secret of the webhook endpoint `/api/stripe/webhook`."),
  STRIPE_PRICE_TEAM: optionalText.describe("Price id of the Team plan."),
  STRIPE_PRICE_BUSINESS: optionalText.describe("Price id of the Business plan."),
  STRIPE_API_URL: url.optional().describe("Another address for Stripe's API, for tests."),

  MODEL_PROVIDER: z
    .enum(["openai", "anthropic", "google", "gateway", "openai-compatible"])
    .optional()
    .describe("Who answers questions the built-in analyst can't. Without it only the built-in one answers."),
  MODEL_NAME: optionalText.describe("The provider's name of the model."),
  MODEL_API_KEY: optionalText.describe("The provider's key."),
  MODEL_BASE_URL: url.optional().describe("Address of an OpenAI-compatible service."),
});

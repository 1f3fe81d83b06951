import { randomBytes, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { Hono } from "hono";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { timeout } from "hono/timeout";
import type { Sql } from "postgres";
import type { SocketBindings } from "#local/listen.ts";
import type { Lite, LiteOptions } from "./create-lite.ts";
import { callFunction } from "./call-function.ts";
import { enrichToken } from "./enrich-token.ts";
import { isConnectionError, isDatabaseError, postgrestError } from "./postgrest-error.ts";
import { withQuietErrors } from "./quiet-errors.ts";
import { readIdentity } from "./read-identity.ts";
import { textOfMail } from "./text-of-mail.ts";

type GatewayOptions = Omit<LiteOptions, "databaseUrl"> & {
  /** As `lite_admin`. */
  login: Sql;
  /** Takes one line per error of the embedded Supabase. */
  log: (line: string) => void;
  lite: Lite;
  /** A request took too long: whatever it waits for must not keep others waiting. */
  onTimeout: () => void;
  /** The database as superuser, for what the embedded Supabase cannot do. */
  admin: Sql;
};

/** A request that waits longer is answered 503. */
const requestTimeoutMs = 10_000;

type PeerBindings = { Bindings: SocketBindings };

/**
 * Stands before the embedded Supabase and makes it answer as a hosted project does where it differs:
 * - `verifyOtp` knows the type `email` (and `invite`);
 * - signing up with a known address answers like a new one, and mails the unconfirmed again;
 * - resending a confirmation works;
 * - access tokens carry the hosted claims;
 * - functions take jsonb arguments, and every database error keeps its code;
 * - no request takes longer than ten seconds, and a database that is away is a 503.
 */
export function createGateway(options: GatewayOptions): Hono<PeerBindings> {
  const { lite, admin } = options;
  const gateway = new Hono<PeerBindings>();
  gateway.use(
    timeout(requestTimeoutMs, () => {
      options.onTimeout();
      return new HTTPException(503);
    }),
  );

  const pass = async (context: Context<PeerBindings>, body?: unknown) => {
    const { raw } = context.req;
    const request =
      body === undefined
        ? raw
        : new Request(raw.url, { method: raw.method, headers: raw.headers, body: JSON.stringify(body) });
    let failure: unknown;
    const response = await withQuietErrors(
      (error) => {
        failure = error;
        options.log(isDatabaseError(error) ? `${error.code} ${raw.method} ${context.req.path}` : String(error));
      },
      () => lite.fetch(request, context.env.incoming.socket.remoteAddress ?? null),
    );
    if (response.status === 500 && isConnectionError(failure)) throw failure;
    // It knows some error codes and answers the rest alike.
    if (response.status === 500 && isDatabaseError(failure) && context.req.path.startsWith("/rest/")) {
      return postgrestError(failure, false);
    }
    return response;
  };
  const enrich = async (context: Context, response: Response, method: string) => {
    if (!response.ok) return response;
    const session = (await response.json()) as Record<string, unknown>;
    if (typeof session["access_token"] === "string") {
      session["access_token"] = enrichToken(session as Parameters<typeof enrichToken>[0], {
        jwtSecret: options.jwtSecret,
        issuer: new URL("/auth/v1", context.req.url).href,
        method,
      });
    }
    return Response.json(session, { status: response.status, headers: { "cache-control": "no-store" } });
  };

  gateway.post("/auth/v1/token", async (context) =>
    enrich(context, await pass(context), context.req.query("grant_type") === "password" ? "password" : "otp"),
  );

  gateway.post("/auth/v1/verify", async (context) => {
    const body = await readBody(context);
    const types = { email: ["signup", "magiclink"], invite: ["signup"] }[String(body["type"])] ?? [body["type"]];
    let response: Response | undefined;
    for (const type of types) {
      response = await pass(context, { ...body, type });
      if (response.ok) break;
    }
    return enrich(context, response ?? new Response(null, { status: 400 }), "otp");
  });

  gateway.post("/auth/v1/signup", async (context) => {
    const body = await readBody(context);
    const email = String(body["email"] ?? "").toLowerCase();
    // Nobody has proved to own an unconfirmed account: the newer sign-up replaces it and its password.
    await admin`delete from auth.users where email = ${email} and email_confirmed_at is null`;
    const response = await pass(context, body);
    if (response.status !== 429) return enrich(context, response, "password");
    return Response.json(obfuscatedUser(email, body["data"]));
  });

  gateway.post("/auth/v1/resend", async (context) => {
    const body = await readBody(context);
    if (body["type"] !== "signup") return pass(context, body);
    const email = String(body["email"] ?? "").toLowerCase();
    const tokenHash = randomBytes(32).toString("hex");
    const rows = await admin`
      update auth.users set confirmation_token = ${tokenHash}, confirmation_sent_at = now()
      where email = ${email} and email_confirmed_at is null returning id`;
    if (rows.length > 0) await options.deliver(await renderConfirmation(options, email, tokenHash));
    return Response.json({});
  });

  gateway.post("/rest/v1/rpc/:name", async (context) => {
    const identity = readIdentity(context.req.raw.headers, options);
    if (identity === null) return Response.json({ code: "PGRST301", message: "Unauthorized" }, { status: 401 });
    // Filters on a function's rows are the embedded Supabase's own business.
    if (new URL(context.req.url).search !== "") return pass(context);
    return callFunction(options.login, {
      name: context.req.param("name"),
      body: await readBody(context),
      identity,
      wantsObject: context.req.header("accept")?.includes("vnd.pgrst.object") === true,
    });
  });

  gateway.all("*", (context) => pass(context));
  gateway.onError((error) => {
    options.log(String(error));
    return Response.json({ code: "PGRST000", message: "The database is not answering" }, { status: 503 });
  });
  return gateway;
}

async function readBody(context: Context): Promise<Record<string, unknown>> {
  const body: unknown = await context.req.json().catch(() => null);
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}

/** What a hosted project answers for an address that has an account: a user that exists nowhere. */
function obfuscatedUser(email: string, metadata: unknown) {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    aud: "authenticated",
    role: "authenticated",
    email,
    phone: "",
    confirmation_sent_at: now,
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: metadata ?? {},
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}

async function renderConfirmation(options: GatewayOptions, email: string, tokenHash: string) {
  const file = path.join(options.projectDir, "supabase", "templates", "confirmation.html");
  const values: Record<string, string> = { SiteURL: options.appUrl, TokenHash: tokenHash, Email: email };
  const html = (await readFile(file, "utf8"))
    .replace(/<p>Or type this code.*<\/p>/, "")
    .replaceAll(/\{\{ \.(\w+) \}\}/g, (_, name: string) => escapeHtml(values[name] ?? ""));
  return { to: email, subject: "Confirm your address", html, text: textOfMail(html) };
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

import { expect, onTestFinished, test } from "vitest";

import { resetPublicKeys } from "#app/server/auth/public-keys.ts";
import { getSession, refreshStaleSession } from "#app/server/auth/session.ts";
import { SESSION_COOKIE } from "#app/server/auth/session-cookie.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
const claimsUntil = (exp: number) => ({ sub: crypto.randomUUID(), exp, role: "authenticated" });

function sharedSecretToken(exp: number, secret: string): string {
  const signed = `${encode({ alg: "HS256" })}.${encode(claimsUntil(exp))}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

const ours = generateKeyPairSync("ec", { namedCurve: "P-256" });

function publicKeyToken(exp: number, kid: string, key: KeyObject = ours.privateKey): string {
  const signed = `${encode({ alg: "ES256", kid })}.${encode(claimsUntil(exp))}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

/** Asks for a page and who is asking, as the server does, with this token in the cookie. */
function visit(accessToken: string, exp: number) {
  const session = { access_token: accessToken, refresh_token: crypto.randomUUID(), expires_at: exp };
  return inRequest({ method: "GET", cookie: `${SESSION_COOKIE}=base64-${encode(session)}` }, async () => {
    await refreshStaleSession();
    return getSession();
  });
}

/** An auth service for the length of a test; it notes what it was asked. */
async function useAuthService(answer: RequestListener, env: Record<string, undefined> = {}): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  setEnv({ ...stack.env, ...env, SUPABASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  resetPublicKeys();
  onTestFinished(() => {
    setEnv(stack.env);
    resetPublicKeys();
    server.close();
  });
  return asked;
}

const publish: RequestListener = (request, response) => {
  if (!request.url?.endsWith("jwks.json")) return response.writeHead(400).end("{}");
  const key = { ...ours.publicKey.export({ format: "jwk" }), kid: "ours", alg: "ES256" };
  return response.setHeader("content-type", "application/json").end(JSON.stringify({ keys: [key] }));
};
const fail: RequestListener = (_request, response) => response.writeHead(503).end();

test("forged cookies, fresh or stale, do not make visitors' pages call the auth service", async () => {
  const asked = await useAuthService(publish);
  const stranger = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  for (const exp of [inSeconds(3_600), inSeconds(-60), 1_000]) {
    for (const token of [
      sharedSecretToken(exp, "x".repeat(40)),
      publicKeyToken(exp, "ours", stranger),
      publicKeyToken(exp, `made up ${exp}`, stranger),
      "not.a.token",
    ])
      expect(await visit(token, exp)).toBeNull();
  }
  expect(asked).toEqual(["/auth/v1/.well-known/jwks.json"]);
});

test("requests that arrive together share one fetch of the keys", async () => {
  const asked = await useAuthService(publish);
  const exp = inSeconds(3_600);
  const sessions = await Promise.all(Array.from({ length: 20 }, () => visit(publicKeyToken(exp, "ours"), exp)));
  expect(sessions.every((session) => session !== null)).toBe(true);
  expect(asked).toHaveLength(1);
});

test("while the auth service is away known keys go on, and nobody looks signed out", async () => {
  const away = { now: false };
  await useAuthService((...args) => (away.now ? fail : publish)(...args));
  const [later, past] = [inSeconds(3_600), inSeconds(-60)];
  expect(await visit(publicKeyToken(later, "ours"), later)).not.toBeNull();
  away.now = true;
  expect(await visit(publicKeyToken(later, "ours"), later)).not.toBeNull();
  await expect(visit(publicKeyToken(past, "ours"), past)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
});

test("a session that can't be verified yet is an outage, not a sign-out", async () => {
  await useAuthService(fail);
  const exp = inSeconds(3_600);
  await expect(visit(publicKeyToken(exp, "ours"), exp)).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect(await inRequest({ method: "GET" }, () => getSession())).toBeNull();
});

test("where only the auth service can tell, its silence is an outage and its no a visitor", async () => {
  const exp = inSeconds(3_600);
  const answers: RequestListener[] = [fail, publish];
  await useAuthService((...args) => answers[0]!(...args), { SUPABASE_JWT_SECRET: undefined });
  await expect(visit(sharedSecretToken(exp, "y".repeat(40)), exp)).rejects.toMatchObject({
    code: "SERVICE_UNAVAILABLE",
  });
  answers.shift();
  expect(await visit(sharedSecretToken(exp, "y".repeat(40)), exp)).toBeNull();
});

import { createHmac } from "node:crypto";

import { expect, test } from "vitest";

import { supabaseApi } from "#app/server/auth/supabase-api.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { validateAuth } from "#app/server/auth/validate-auth.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

test("a member gets their place in the organisation the URL names", async () => {
  const { id, slug, owner, name } = await stack.createOrganization();
  const auth = await inRequest({ path: `/o/${slug}/ask`, cookie: stack.sessionCookie(owner) }, () => validateAuth());
  expect(auth).toMatchObject({
    userId: owner.id,
    email: owner.email,
    orgId: id,
    orgSlug: slug,
    orgName: name,
    role: "owner",
    plan: "free",
  });
});

test("a visitor is asked to sign in, a stranger finds nothing, a viewer may not write", async () => {
  const { id, slug } = await stack.createOrganization();
  const stranger = await stack.createUser();
  const viewer = await stack.createUser();
  await stack.addMember(id, viewer, "viewer");
  const path = `/o/${slug}`;
  await expect(inRequest({ path }, () => validateAuth())).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  await expect(inRequest({ path, cookie: stack.sessionCookie(stranger) }, () => validateAuth())).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(
    inRequest({ path, cookie: stack.sessionCookie(viewer) }, () => validateAuth({ role: "member" })),
  ).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(inRequest({ path, cookie: stack.sessionCookie(viewer) }, () => validateAuth())).resolves.toMatchObject({
    role: "viewer",
  });
});

test("a URL that names no organisation gives none", async () => {
  const { owner } = await stack.createOrganization();
  await expect(
    inRequest({ path: "/pricing", cookie: stack.sessionCookie(owner) }, () => validateAuth()),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("forged, unsigned, expired and service tokens are nobody's", async () => {
  const { slug, owner } = await stack.createOrganization();
  const [header = "", payload = ""] = owner.accessToken.split(".");
  const secret = stack.env["SUPABASE_JWT_SECRET"] ?? "";
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const sign = (claims: unknown, key: string) => {
    const signed = `${header}.${encode(claims)}`;
    return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
  };
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
  const tokens = [
    sign(claims, "x".repeat(40)),
    `${encode({ alg: "none" })}.${payload}.`,
    `${encode({ alg: "HS512" })}.${payload}.${sign(claims, secret).split(".")[2]}`,
    sign({ ...claims, exp: 1_000 }, secret),
    sign({ ...claims, role: "service_role" }, secret),
    "not.a.token",
    "",
  ];
  for (const accessToken of tokens) {
    const cookie = stack.sessionCookie({ ...owner, accessToken });
    await expect(inRequest({ path: `/o/${slug}`, cookie }, () => validateAuth())).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  }
  const good = stack.sessionCookie({ ...owner, accessToken: sign(claims, secret) });
  await expect(inRequest({ path: `/o/${slug}`, cookie: good }, () => validateAuth())).resolves.toMatchObject({
    userId: owner.id,
  });
});

test("the user's client sees what row-level security lets this user see", async () => {
  const { slug, owner } = await stack.createOrganization();
  await stack.createOrganization();
  const seen = await inRequest({ path: `/o/${slug}`, cookie: stack.sessionCookie(owner) }, () =>
    userClient().from("organizations").select("slug"),
  );
  expect(seen.data).toEqual([{ slug }]);
  const visitor = await inRequest({}, () => userClient().from("organizations").select("slug"));
  expect(visitor.error?.code).toBe("42501");
});

test("supabaseApi.fromUser refuses another user's id", async () => {
  const { id, slug, owner } = await stack.createOrganization();
  const other = await stack.createUser();
  await inRequest({ path: `/o/${slug}`, cookie: stack.sessionCookie(owner) }, async () => {
    expect(() => supabaseApi.fromUser("conversations", other.id)).toThrow(
      expect.objectContaining({ code: "FORBIDDEN" }),
    );
    const { error } = await supabaseApi.fromUser("conversations", owner.id).select("*").eq("org_id", id);
    expect(error).toBeNull();
  });
  expect(() => inRequest({}, () => supabaseApi.fromUser("conversations", owner.id))).toThrow(
    expect.objectContaining({ code: "UNAUTHENTICATED" }),
  );
});

test("outside a request there is a clear error", async () => {
  await expect(validateAuth()).rejects.toMatchObject({ code: "NO_REQUEST_CONTEXT" });
});

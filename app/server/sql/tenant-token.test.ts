import { expect, test } from "vitest";

import { signTenantToken } from "./tenant-token.ts";

const orgId = "0a11ce00-0000-4000-8000-000000000001";
const key = { id: "k1", secret: "a secret of at least thirty-two letters" };

test("a token names key, organisation and second of expiry, and is signed over all of them", () => {
  const token = signTenantToken({ orgId, key, nowMs: 1_700_000_000_400, lifetimeMs: 20_000 });
  expect(token).toMatch(new RegExp(`^v1\\.k1\\.${orgId}\\.1700000021\\.[0-9a-f]{64}$`));
  expect(signTenantToken({ orgId, key, nowMs: 1_700_000_000_400, lifetimeMs: 20_000 })).toBe(token);
  const changed = [
    { orgId: orgId.replace("1", "2"), key, lifetimeMs: 20_000 },
    { orgId, key: { ...key, id: "k2" }, lifetimeMs: 20_000 },
    { orgId, key: { ...key, secret: `${key.secret}!` }, lifetimeMs: 20_000 },
    { orgId, key, lifetimeMs: 30_000 },
  ].map((options) =>
    signTenantToken({ ...options, nowMs: 1_700_000_000_400 })
      .split(".")
      .at(-1),
  );
  expect(new Set([...changed, token.split(".").at(-1)]).size).toBe(5);
});

test("an id that would change the token's shape is not signed", () => {
  const sign = (changes: object) => () => signTenantToken({ orgId, key, nowMs: 0, lifetimeMs: 1, ...changes });
  expect(sign({ orgId: `${orgId}.9999999999` })).toThrow("organisation");
  expect(sign({ orgId: "" })).toThrow("organisation");
  expect(sign({ key: { ...key, id: "a.b" } })).toThrow("key id");
});

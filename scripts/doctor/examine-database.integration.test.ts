import { expect, test } from "vitest";

import { useTestStack } from "#test/stack.ts";

import { examineDatabase } from "./examine-database.ts";

const stack = await useTestStack();
const key = { id: stack.env["TENANT_TOKEN_KEY_ID"] ?? "", secret: stack.env["TENANT_TOKEN_KEY"] ?? "" };
const analystUrl = stack.env["ANALYST_DATABASE_URL"] ?? "";

async function failures(url: string, tokenKey = key): Promise<string[]> {
  const findings = await examineDatabase(url, tokenKey);
  return findings.filter((finding) => finding.level === "fail").map((finding) => finding.text);
}

test("the database that the migrations make has no failure", async () => {
  expect(await failures(analystUrl)).toEqual([]);
});

test("an owner's or superuser's URL in place of the analyst's is found out by what it can do", async () => {
  const found = (await failures(stack.adminUrl)).join("\n");
  for (const trouble of [
    /the login has: SUPERUSER/,
    /it can become: .*\bpg_/,
    /it can: .*make temporary tables.*read files of the server.*read password hashes.*read signing keys/,
    /it can read: .*auth\.users|it can read: .* more/,
    /rows without a token: .*companies/,
  ]) {
    expect(found).toMatch(trouble);
  }
});

test("a wrong signing key, an open table, a granted function and a secret in a setting are each named", async () => {
  expect(await failures(analystUrl, { id: key.id, secret: "x".repeat(40) })).toEqual([
    "the database does not accept the app's tenant token",
  ]);
  await stack.admin.unsafe(`
    create schema leftovers; grant usage on schema leftovers to public;
    create table leftovers.export (id int); grant select on leftovers.export to analyst;
    create function leftovers.run_as_owner() returns int language sql security definer as 'select 1';
    do $$ begin execute format('alter database %I set "app.settings.jwt_secret" to ''x''', current_database()); end $$`);
  const found = (await failures(analystUrl)).join("\n");
  expect(found).toContain("it can read: leftovers.export");
  expect(found).toContain("leftovers.run_as_owner()");
  expect(found).toContain("app.settings.jwt_secret");
});

test("a database that cannot be reached is one clear failure", async () => {
  expect(await failures("postgres://analyst:wrong@127.0.0.1:1/none")).toEqual([
    expect.stringMatching(/^the analyst login cannot connect \(ECONNREFUSED\)$/),
  ]);
});

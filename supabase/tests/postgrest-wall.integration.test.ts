import { createHash, randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type TestOrganization, type TestUser, useTestStack } from "#test/stack.ts";

/** Everybody may take their own token to PostgREST, past the app: these tests do. */
const stack = await useTestStack();

const TABLES = [
  "organizations",
  "memberships",
  "conversations",
  "messages",
  "results",
  "saved_answers",
  "dashboards",
  "glossary_terms",
  "verified_queries",
  "audit_events",
];
const BY_COLUMN = {
  runs: "id,status",
  invitations: "id,email",
  data_sources: "id,name",
  api_keys: "id,name",
  subscriptions: "org_id,plan",
};
const UNREADABLE = ["stripe_events", "contact_messages", "idempotency_keys"];

async function ask(organization: TestOrganization, user: TestUser, visibility = "private") {
  const turn = { conversationId: randomUUID(), messageId: randomUUID(), runId: randomUUID() };
  const { data, error } = await user.client.rpc("start_turn", {
    p_conversation_id: turn.conversationId,
    p_org_id: organization.id,
    p_message_id: turn.messageId,
    p_question: "How many projects are there?",
    p_run_id: turn.runId,
    p_worker: "w1",
    p_lease_seconds: 30,
    p_title: "",
    p_target: { kind: "warehouse", orgId: organization.id },
  });
  if (error !== null) throw error;
  expect(data).toEqual({ run_id: turn.runId, claimed: true, status: "running" });
  if (visibility !== "private")
    await user.client.from("conversations").update({ visibility }).eq("id", turn.conversationId);
  return turn;
}

/** An organisation with a row in every table. */
async function furnish(): Promise<TestOrganization> {
  const organization = await stack.createOrganization();
  const { owner, id: org_id } = organization;
  const turn = await ask(organization, owner, "organization");
  const target = { kind: "warehouse", orgId: org_id };
  const stored = await stack.service.rpc("store_result", {
    p_result_id: randomUUID(),
    p_run_id: turn.runId,
    p_worker: "w1",
    p_sql: "select 1",
    p_target: target,
    p_columns: [{ name: "n", type: "int4" }],
    p_rows: [[1]],
    p_row_count: 1,
    p_truncated: null,
    p_elapsed_ms: 1.5,
  });
  expect(stored.error).toBeNull();
  const written = await Promise.all([
    owner.client.from("saved_answers").insert({ org_id, title: "Saved", question: "q", sql: "select 1", target }),
    owner.client.from("dashboards").insert({ org_id, title: "Board" }),
    owner.client.from("glossary_terms").insert({ org_id, term: "revenue" }),
    owner.client.from("verified_queries").insert({ org_id, question: "q", sql: "select 1", target }),
    owner.client.rpc("create_invitation", {
      p_org_id: org_id,
      p_email: "new@example.test",
      p_role: "member",
      p_token_hash: randomBytes(32).toString("hex"),
    }),
    stack.service
      .from("data_sources")
      .insert({ org_id, name: "Shop", kind: "postgres", host: "db.example", database_name: "shop" }),
    stack.service.from("api_keys").insert({
      org_id,
      user_id: owner.id,
      name: "Key",
      role: "member",
      prefix: "pc_1234",
      key_hash: randomBytes(32).toString("hex"),
    }),
    stack.service.from("subscriptions").insert({ org_id, plan: "team", status: "active" }),
    stack.service.rpc("append_audit_events", { p_events: [{ org_id, action: "chat:ask", outcome: "OK" }] }),
  ]);
  expect(written.map(({ error }) => error)).toEqual(written.map(() => null));
  return organization;
}

test("a member reads everything of their own organisation and nothing of another's", async () => {
  const [mine, theirs] = [await furnish(), await furnish()];
  for (const table of TABLES) {
    const { data, error } = await mine.owner.client.from(table).select("*");
    expect(error, table).toBeNull();
    expect(data?.length, table).toBeGreaterThan(0);
    const column = table === "organizations" ? "id" : "org_id";
    expect([...new Set(data?.map((row) => row[column]))], table).toEqual([mine.id]);
    if (data?.[0]?.target !== undefined) expect(data[0].target).toEqual({ kind: "warehouse", orgId: mine.id });
    const aimed = await mine.owner.client.from(table).select("*").eq(column, theirs.id);
    expect(aimed.data, table).toEqual([]);
  }
  for (const [table, columns] of Object.entries(BY_COLUMN)) {
    const { data, error } = await mine.owner.client.from(table).select(columns);
    expect(error, table).toBeNull();
    expect(data, table).toHaveLength(1);
    const aimed = await mine.owner.client.from(table).select(columns).eq("org_id", theirs.id);
    expect(aimed.data, table).toEqual([]);
  }
});

test("nobody signed in reads nothing anywhere, and calls nothing", async () => {
  for (const table of [...TABLES, ...Object.keys(BY_COLUMN), ...UNREADABLE]) {
    expect((await stack.anonymous.from(table).select("*")).error?.code, table).toBe("42501");
  }
  expect((await stack.anonymous.rpc("create_organization", { p_name: "X" })).error?.code).toBe("42501");
  expect((await stack.anonymous.rpc("verify_audit")).error?.code).toBe("42501");
});

test("columns that hold secrets are refused to an owner", async () => {
  const { owner } = await furnish();
  const secrets = [
    ["data_sources", "credentials_secret"],
    ["data_sources", "credentials_user"],
    ["api_keys", "key_hash"],
    ["invitations", "token_hash"],
    ["subscriptions", "stripe_customer_id"],
    ["runs", "worker"],
  ] as const;
  for (const [table, column] of secrets) {
    expect((await owner.client.from(table).select(column)).error?.code, `${table}.${column}`).toBe("42501");
    expect((await owner.client.from(table).select("*")).error?.code, table).toBe("42501");
  }
  for (const table of UNREADABLE) expect((await owner.client.from(table).select("*")).error?.code).toBe("42501");
});

test("schemas that are not exposed cannot be reached", async () => {
  const { client } = await stack.createUser();
  for (const schema of ["auth", "private", "tenant", "org_0a11ce00000040008000000000000001"]) {
    expect((await client.schema(schema).from("users").select("*")).error?.code, schema).toBe("PGRST106");
  }
});

test("a viewer reads what is shared and writes nothing", async () => {
  const organization = await furnish();
  const viewer = await stack.createUser();
  await stack.addMember(organization.id, viewer, "viewer");
  const hidden = await ask(organization, organization.owner);
  const { data: seen } = await viewer.client.from("conversations").select("id,visibility");
  expect(seen?.map((row) => row.visibility)).toEqual(["organization"]);
  expect((await viewer.client.from("messages").select("id").eq("conversation_id", hidden.conversationId)).data).toEqual(
    [],
  );
  expect((await viewer.client.from("messages").select("id")).data).toHaveLength(1);
  expect((await viewer.client.from("results").select("id")).data).toHaveLength(1);

  const org_id = organization.id;
  const target = { kind: "warehouse", orgId: org_id };
  const refused = await Promise.all([
    viewer.client.from("saved_answers").insert({ org_id, title: "x", question: "q", sql: "select 1", target }),
    viewer.client.from("dashboards").insert({ org_id, title: "x" }),
    viewer.client.from("glossary_terms").insert({ org_id, term: "x" }),
    viewer.client.from("verified_queries").insert({ org_id, question: "q", sql: "select 1", target }),
    viewer.client.rpc("create_business_table", {
      p_org_id: org_id,
      p_name: "t",
      p_columns: [{ name: "a", type: "text" }],
    }),
    viewer.client.rpc("drop_business_table", { p_org_id: org_id, p_name: "t" }),
    viewer.client.rpc("set_member_role", { p_org_id: org_id, p_user_id: viewer.id, p_role: "owner" }),
    viewer.client.rpc("remove_member", { p_org_id: org_id, p_user_id: organization.owner.id }),
  ]);
  expect(refused.map(({ error }) => error?.code)).toEqual(refused.map(() => "42501"));
  await expect(ask(organization, viewer)).rejects.toMatchObject({ code: "42501" });
  for (const table of ["saved_answers", "dashboards", "glossary_terms", "verified_queries", "conversations"]) {
    const removed = await viewer.client.from(table).delete().eq("org_id", org_id).select("id");
    expect(removed.data, table).toEqual([]);
  }
  expect(
    (await viewer.client.from("organizations").update({ name: "Mine" }).eq("id", org_id).select("id")).data,
  ).toEqual([]);
  expect((await viewer.client.from("audit_events").select("*")).data).toEqual([]);
});

test("a member writes in no other organisation, under no other name, and not the admins' things", async () => {
  const [mine, theirs] = [await furnish(), await furnish()];
  const member = await stack.createUser();
  await stack.addMember(mine.id, member, "member");
  const answer = (org_id: string) => ({
    org_id,
    title: "x",
    question: "q",
    sql: "select 1",
    target: { kind: "warehouse", orgId: org_id },
  });
  expect((await member.client.from("saved_answers").insert(answer(mine.id))).error).toBeNull();
  expect((await member.client.from("saved_answers").insert(answer(theirs.id))).error?.code).toBe("42501");
  expect(
    (await member.client.from("saved_answers").insert({ ...answer(mine.id), created_by: mine.owner.id })).error?.code,
  ).toBe("42501");
  expect((await member.client.from("saved_answers").update({ org_id: theirs.id }).eq("title", "x")).error?.code).toBe(
    "42501",
  );
  expect(
    (await member.client.from("saved_answers").update({ title: "y" }).eq("title", "Saved").select("id")).data,
  ).toEqual([]);
  expect((await member.client.from("glossary_terms").insert({ org_id: mine.id, term: "x" })).error?.code).toBe("42501");
  expect((await member.client.from("organizations").update({ plan: "business" }).eq("id", mine.id)).error?.code).toBe(
    "42501",
  );
  expect(
    (await mine.owner.client.from("organizations").update({ plan: "business" }).eq("id", mine.id)).error?.code,
  ).toBe("42501");
  expect(
    (await mine.owner.client.from("organizations").update({ name: "New name" }).eq("id", mine.id).select("name")).data,
  ).toEqual([{ name: "New name" }]);
});

test("run states, messages, results, audit, subscriptions and memberships cannot be forged, even by an owner", async () => {
  const organization = await furnish();
  const { owner, id: org_id } = organization;
  const turn = await ask(organization, owner);
  const forgeries = await Promise.all([
    owner.client.from("runs").update({ status: "done" }).eq("id", turn.runId),
    owner.client.from("runs").insert({
      id: randomUUID(),
      org_id,
      conversation_id: turn.conversationId,
      message_id: turn.messageId,
      user_id: owner.id,
      status: "done",
    }),
    owner.client.from("runs").delete().eq("id", turn.runId),
    owner.client
      .from("messages")
      .insert({ org_id, conversation_id: turn.conversationId, role: "assistant", parts: [] }),
    owner.client.from("messages").update({ parts: [] }).eq("id", turn.messageId),
    owner.client
      .from("results")
      .insert({ id: randomUUID(), org_id, sql: "x", target: {}, columns: [], rows: [], row_count: 0, elapsed_ms: 0 }),
    owner.client
      .from("results")
      .update({ rows: [[999]] })
      .eq("org_id", org_id),
    owner.client.from("conversations").insert({ org_id, user_id: owner.id, target: {} }),
    owner.client.from("conversations").update({ org_id: randomUUID() }).eq("id", turn.conversationId),
    owner.client.from("memberships").insert({ org_id, user_id: randomUUID(), role: "owner" }),
    owner.client.from("memberships").update({ role: "viewer" }).eq("org_id", org_id),
    owner.client.from("invitations").insert({ org_id, email: "a@b.test", role: "admin", expires_at: "2030-01-01" }),
    owner.client.from("audit_events").insert({ chain: org_id, org_id, sequence: 99, action: "x", outcome: "OK" }),
    owner.client.from("audit_events").update({ outcome: "x" }).eq("org_id", org_id),
    owner.client.from("audit_events").delete().eq("org_id", org_id),
    owner.client.from("subscriptions").update({ plan: "business" }).eq("org_id", org_id),
    owner.client.from("data_sources").insert({ org_id, name: "x", kind: "postgres", host: "h", database_name: "d" }),
    owner.client.from("api_keys").insert({ org_id, user_id: owner.id, name: "x", role: "member", prefix: "x" }),
    owner.client.from("contact_messages").insert({ name: "x", email: "x", message: "x" }),
    owner.client.rpc("finish_run", { p_run_id: turn.runId, p_worker: "w1", p_status: "done", p_parts: [] }),
    owner.client.rpc("renew_run_lease", { p_run_id: turn.runId, p_worker: "w1", p_lease_seconds: 30 }),
    owner.client.rpc("interrupt_expired_runs"),
    owner.client.rpc("append_audit_events", { p_events: [] }),
    owner.client.rpc("verify_audit"),
  ]);
  expect(forgeries.map(({ error }) => error?.code)).toEqual(forgeries.map(() => "42501"));
});

test("an invitation is accepted once, by the invited address only", async () => {
  const { owner, id } = await stack.createOrganization();
  const invited = await stack.createUser();
  const other = await stack.createUser();
  const token = randomBytes(24).toString("base64url");
  const invite = await owner.client.rpc("create_invitation", {
    p_org_id: id,
    p_email: invited.email.toUpperCase(),
    p_role: "member",
    p_token_hash: createHash("sha256").update(token).digest("hex"),
  });
  expect(invite.error).toBeNull();
  expect((await other.client.rpc("accept_invitation", { p_token: token })).error?.code).toBe("P0002");
  expect((await invited.client.rpc("accept_invitation", { p_token: `${token}x` })).error?.code).toBe("P0002");
  const accepted = await invited.client.rpc("accept_invitation", { p_token: token });
  expect(accepted.data).toMatchObject({ id });
  expect((await invited.client.rpc("accept_invitation", { p_token: token })).error?.code).toBe("P0002");
  expect((await invited.client.rpc("organization_members", { p_org_id: id })).data).toHaveLength(2);
  expect((await other.client.rpc("organization_members", { p_org_id: id })).error?.code).toBe("42501");
});

test("the last owner stays, and only owners make owners", async () => {
  const { owner, id } = await stack.createOrganization();
  const admin = await stack.createUser();
  await stack.addMember(id, admin, "admin");
  const set = (by: TestUser, user: TestUser, role: string) =>
    by.client.rpc("set_member_role", { p_org_id: id, p_user_id: user.id, p_role: role });
  expect((await set(admin, admin, "owner")).error?.code).toBe("42501");
  expect((await set(admin, owner, "viewer")).error?.code).toBe("42501");
  expect((await set(owner, owner, "member")).error?.code).toBe("55000");
  expect((await owner.client.rpc("remove_member", { p_org_id: id, p_user_id: owner.id })).error?.code).toBe("55000");
  expect((await set(owner, admin, "owner")).error).toBeNull();
  expect((await owner.client.rpc("remove_member", { p_org_id: id, p_user_id: owner.id })).error).toBeNull();
  expect((await owner.client.from("organizations").select("id").eq("id", id)).data).toEqual([]);
});

test("two organisations of one name get two slugs", async () => {
  const owner = await stack.createUser();
  const made = await Promise.all(
    Array.from({ length: 8 }, () => stack.createOrganization({ name: "Älpha & Söhne", owner })),
  );
  expect(new Set(made.map(({ slug }) => slug)).size).toBe(8);
  for (const { slug } of made) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect((await owner.client.rpc("create_organization", { p_name: "  " })).error?.code).toBe("22023");
});

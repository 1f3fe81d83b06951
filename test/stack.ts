import { createHmac, randomUUID } from "node:crypto";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { SESSION_COOKIE } from "#app/server/auth/session-cookie.ts";
import { setEnv } from "#app/server/platform/env.ts";
import type { Role } from "#app/shared/roles.ts";
import { startInbox } from "#local/inbox.ts";
import type { Mailbox } from "#local/inbox/mailbox.ts";
import { startServices, urlForLogin } from "#local/start-services.ts";
import { createLite } from "#local/supabase/create-lite.ts";
import { urlForDatabase } from "#test/test-cluster.ts";

export type TestUser = {
  id: string;
  email: string;
  password: string;
  accessToken: string;
  refreshToken: string;
  /** Talks to PostgREST with the user's own token. */
  client: SupabaseClient;
};

export type TestOrganization = { id: string; slug: string; name: string; owner: TestUser };

export type TestStack = {
  /** The whole environment of the app, already given to it with `setEnv`. */
  env: Record<string, string>;
  /** The test's own database, as superuser. */
  admin: postgres.Sql;
  adminUrl: string;
  mailbox: Mailbox;
  inboxUrl: string;
  /** Nobody signed in. */
  anonymous: SupabaseClient;
  /** With the secret key: skips row level security. */
  service: SupabaseClient;
  createUser(options?: { email?: string }): Promise<TestUser>;
  /** Made through the app's own rpc; without an owner a new user is one. */
  createOrganization(options?: { name?: string; owner?: TestUser }): Promise<TestOrganization>;
  addMember(orgId: string, user: TestUser, role: Role): Promise<void>;
  /** A `Cookie` header with which the app sees the user signed in. */
  sessionCookie(user: TestUser): string;
  /** As the app signs it; negative seconds make one that is over. */
  signTenantToken(orgId: string, lifetimeSeconds?: number): string;
  /** After DDL in the test's database, so that PostgREST sees it. */
  clearSchemaCache(): Promise<void>;
};

/**
 * A stack of the test file's own: its database is a copy of the migrated and seeded template, with Supabase, Upstash and
 * the inbox over it in this process. Call it once at the top of a `*.integration.test.ts`; it is gone after the file.
 *
 * @example
 * const stack = await useTestStack();
 * test("...", async () => { const { owner } = await stack.createOrganization(); });
 */
export async function useTestStack(): Promise<TestStack> {
  const cluster = inject("testCluster");
  const { secrets, projectDir } = cluster;
  const appUrl = "http://127.0.0.1:3000";
  const database = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
  await using started = new AsyncDisposableStack();

  const maintenance = postgres(cluster.adminUrl, { max: 1, onnotice: () => undefined });
  started.defer(() => maintenance.end());
  await maintenance`create database ${maintenance(database)} template ${maintenance(cluster.template)}`;
  // `connect` and `temporary` belong to the database and are not copied.
  await maintenance`revoke temporary on database ${maintenance(database)} from public`;
  started.defer(async () => {
    await maintenance`drop database ${maintenance(database)} with (force)`;
  });
  const adminUrl = urlForDatabase(cluster.adminUrl, database);
  const admin = postgres(adminUrl, { max: 3, onnotice: () => undefined });
  started.defer(() => admin.end());

  const inbox = await startInbox();
  started.defer(() => inbox.stop());
  const lite = await createLite({
    ...secrets,
    projectDir,
    appUrl,
    databaseUrl: urlForLogin(adminUrl, "lite_admin", secrets.litePassword),
    deliver: async (mail) => {
      inbox.mailbox.add(mail);
    },
  });
  started.defer(() => lite.close());
  const services = await startServices({ projectDir, appUrl, secrets, databaseUrl: adminUrl, admin, lite, inbox });
  started.defer(() => services.stop());
  const running = started.move();
  afterAll(() => running.disposeAsync());

  const env: Record<string, string> = { ...services.env, APP_URL: appUrl, LOG_LEVEL: "silent" };
  setEnv(env);
  const connect = (key: string, accessToken?: string) =>
    createClient(services.env["SUPABASE_URL"] ?? "", key, {
      auth: { persistSession: false, autoRefreshToken: false },
      ...(accessToken === undefined ? {} : { global: { headers: { Authorization: `Bearer ${accessToken}` } } }),
    });
  const anonymous = connect(secrets.publishableKey);

  async function createUser({ email = `user-${randomUUID().slice(0, 8)}@example.test` } = {}): Promise<TestUser> {
    const id = randomUUID();
    const password = "correct horse battery";
    await admin`
      insert into auth.users (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data)
      values (${id}, ${email}, extensions.crypt(${password}, extensions.gen_salt('bf', 4)), now(),
        '{"provider": "email", "providers": ["email"]}')`;
    await admin`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data)
      values (${id}, 'email', ${id}, ${id}, ${admin.json({ sub: id, email, email_verified: true })})`;
    const { data, error } = await connect(secrets.publishableKey).auth.signInWithPassword({ email, password });
    if (error !== null) throw error;
    const { access_token: accessToken, refresh_token: refreshToken } = data.session;
    return { id, email, password, accessToken, refreshToken, client: connect(secrets.publishableKey, accessToken) };
  }

  async function createOrganization(options: { name?: string; owner?: TestUser } = {}): Promise<TestOrganization> {
    const owner = options.owner ?? (await createUser());
    const name = options.name ?? `Organisation ${randomUUID().slice(0, 8)}`;
    const { data, error } = await owner.client.rpc("create_organization", { p_name: name });
    if (error !== null) throw error;
    return { ...(data as { id: string; slug: string; name: string }), owner };
  }

  return {
    env,
    admin,
    adminUrl,
    mailbox: inbox.mailbox,
    inboxUrl: inbox.url,
    anonymous,
    service: connect(secrets.secretKey),
    createUser,
    createOrganization,
    addMember: async (orgId, user, role) => {
      await admin`insert into public.memberships (org_id, user_id, role) values (${orgId}, ${user.id}, ${role})`;
    },
    sessionCookie: (user) => {
      const session = {
        access_token: user.accessToken,
        refresh_token: user.refreshToken,
        expires_at: Math.floor(Date.now() / 1000) + 3600,
        token_type: "bearer",
        user: { id: user.id, email: user.email },
      };
      return `${SESSION_COOKIE}=base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`;
    },
    signTenantToken: (orgId, lifetimeSeconds = 60) => {
      const expiry = Math.floor(Date.now() / 1000) + lifetimeSeconds;
      const body = `v1.${secrets.tenantTokenKeyId}.${orgId}.${expiry}`;
      return `${body}.${createHmac("sha256", secrets.tenantTokenKey).update(body).digest("hex")}`;
    },
    clearSchemaCache: services.clearSchemaCache,
  };
}

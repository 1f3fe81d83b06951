import path from "node:path";
import type { App } from "@supabase/lite";
import { createRenewable } from "#local/database/create-renewable.ts";
import { POOL_END_SECONDS, poolOptions } from "#local/database/open-pool.ts";
import { textOfMail } from "./text-of-mail.ts";

export type Mail = { to: string; subject: string; text: string; html: string };

export type LiteOptions = {
  /** As `lite_admin`, never as a superuser. */
  databaseUrl: string;
  projectDir: string;
  appUrl: string;
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  deliver: (mail: Mail) => Promise<void>;
};

export type Lite = {
  /** Makes or upgrades the auth schema. */
  ensureSystemSchema(): Promise<void>;
  fetch(request: Request, peerAddress: string | null): Promise<Response>;
  /** Forgets which tables and functions exist, after a migration. */
  clearSchemaCache(): Promise<void>;
  /** Gives its connections up for new ones. It does so by itself once one is lost. */
  renew(): void;
  /** Takes half a second at most, whatever is running. */
  close(): Promise<void>;
};

/** Loads the packages, which takes a third of a second; called early, that passes while the database starts. */
export function loadLite() {
  return Promise.all([import("@supabase/lite"), import("@supabase/lite/postgres")]);
}

/** The embedded Supabase (auth and REST) over one database. */
export async function createLite(options: LiteOptions): Promise<Lite> {
  const modules = await loadLite();
  const lite = createRenewable({
    open: (onLost) => openLite(modules, options, onLost),
    close: ({ connection }) => connection.driver.end({ timeout: POOL_END_SECONDS }),
  });
  return {
    ensureSystemSchema: () => lite.current().app.ensureSystemSchema(),
    fetch: (request, peerAddress) => lite.current().app.fetch(request, { peerAddress }),
    clearSchemaCache: async () => {
      await lite.current().connection.clearSchemaCache();
    },
    renew: () => lite.renew(),
    close: () => lite.close(),
  };
}

function openLite(
  [{ App: LiteApp }, { createPostgresConnection }]: Awaited<ReturnType<typeof loadLite>>,
  options: LiteOptions,
  onLost: () => void,
) {
  const connection = createPostgresConnection({ url: options.databaseUrl, postgresOptions: poolOptions(5, onLost) });
  // Left to itself it looks once whether any table has row level security; if none has, every later request runs as
  // the connection's own user, and if one has, it grants all tables to the API roles. `active` skips both: the role is
  // always set and the migrations' grants stay. The field is private to TypeScript, so a test asserts the effect.
  (connection as unknown as { rlsState: string }).rlsState = "active";
  const template = (name: string) => path.join(options.projectDir, "supabase", "templates", `${name}.html`);
  const app: App = new LiteApp({
    connection,
    api: { schemas: ["public"] },
    studio: { enabled: false },
    storage: { enabled: false },
    auth: {
      enabled: true,
      jwt_secret: options.jwtSecret,
      jwt_expiry: 3600,
      publishable_key: options.publishableKey,
      secret_key: options.secretKey,
      site_url: options.appUrl,
      minimum_password_length: 10,
      email: {
        enable_confirmations: true,
        template: {
          confirmation: { subject: "Confirm your address", content_path: template("confirmation") },
          magic_link: { subject: "Your sign-in link", content_path: template("magic_link") },
          recovery: { subject: "Choose a new password", content_path: template("recovery") },
          email_change: { subject: "Confirm your new address", content_path: template("email_change") },
        },
      },
    },
    options: {
      // Its plain text ignores the template and links past our confirm page.
      drivers: {
        email: { send: ({ to, subject, html = "" }) => options.deliver({ to, subject, html, text: textOfMail(html) }) },
      },
      server: { disableStudio: true, disableFallback: true },
    },
  });
  return { app, connection };
}

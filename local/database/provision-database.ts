import type { Sql } from "postgres";

export type Provisioning = {
  analystPassword: string;
  importerPassword?: string;
  tenantTokenKeyId: string;
  /** At least 32 bytes as UTF-8; the same text the app gets in TENANT_TOKEN_KEY. */
  tenantTokenKey: string;
  /** Upper bound of a query's time, milliseconds; the app sets a shorter one per query. */
  statementTimeoutMs?: number;
  /** Of the analyst, over all copies of the app; the importer gets a quarter. */
  connectionLimit?: number;
};

/**
 * Gives the roles of the migrations their logins and limits, and stores the key the tenant token is signed with. Safe to
 * run again: it then changes passwords and adds or replaces the key with that id. Other keys stay valid, so a new key is
 * rolled out by provisioning it, moving the app over, and ending the old one with `endTenantKey`.
 *
 * @returns what the login used had no right to do; the rest is done
 */
export async function provisionDatabase(admin: Sql, options: Provisioning): Promise<string[]> {
  const { analystPassword, importerPassword, tenantTokenKeyId, tenantTokenKey } = options;
  if (Buffer.byteLength(tenantTokenKey) < 32) throw new Error("TENANT_TOKEN_KEY has fewer than 32 bytes");
  const connectionLimit = options.connectionLimit ?? 20;
  const statementTimeoutMs = options.statementTimeoutMs ?? 30_000;
  const skipped: string[] = [];

  await admin.unsafe(`
    alter role analyst with login noinherit connection limit ${Math.trunc(connectionLimit)}
      password ${quote(analystPassword)};
    alter role analyst set default_transaction_read_only = on;
    alter role analyst set statement_timeout = ${Math.trunc(statementTimeoutMs)};
    alter role analyst set idle_in_transaction_session_timeout = 60000;
    alter role analyst set lock_timeout = 2000;
    alter role analyst set search_path = '';
  `);
  if (importerPassword !== undefined) {
    await admin.unsafe(`
      alter role importer with login noinherit connection limit ${Math.max(5, Math.trunc(connectionLimit / 4))}
        password ${quote(importerPassword)};
      alter role importer set statement_timeout = 300000;
      alter role importer set idle_in_transaction_session_timeout = 60000;
      alter role importer set lock_timeout = 5000;
      alter role importer set search_path = '';
    `);
  }
  await admin`
    insert into tenant.keys (kid, key) values (${tenantTokenKeyId}, ${Buffer.from(tenantTokenKey, "utf8")})
    on conflict (kid) do update set key = excluded.key, not_after = null`;

  const [database] = await admin<{ name: string }[]>`select quote_ident(current_database()) as name`;
  await admin.unsafe(`revoke temporary on database ${database?.name} from public`).catch(() => undefined);
  const [temporary] = await admin<{ allowed: boolean }[]>`
    select has_database_privilege('analyst', current_database(), 'TEMPORARY') as allowed`;
  if (temporary?.allowed === true) skipped.push("TEMPORARY is still granted to PUBLIC on this database");
  // Only a superuser may bound what a query spills to disk.
  await admin
    .unsafe("alter role analyst set temp_file_limit = '256MB'")
    .catch(() => skipped.push("temp_file_limit of the analyst needs a superuser"));
  const [importer] = await admin<{ bypass: boolean }[]>`
    select rolbypassrls as bypass from pg_roles where rolname = 'importer'`;
  if (importer?.bypass === false) skipped.push("the importer has no BYPASSRLS, so COPY is refused to it");
  return skipped;
}

/** Ends a signing key: at `notAfter`, or at once. */
export async function endTenantKey(admin: Sql, keyId: string, notAfter = new Date()): Promise<boolean> {
  const rows = await admin`update tenant.keys set not_after = ${notAfter} where kid = ${keyId} returning kid`;
  return rows.length > 0;
}

function quote(value: string): string {
  if (value.includes("\0")) throw new Error("a password cannot hold a NUL");
  return `E'${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

import { parseArgs } from "node:util";
import postgres from "postgres";
import { endTenantKey, provisionDatabase } from "#local/database/provision-database.ts";

/**
 * Gives the migrations' roles their logins and limits, and the database the key of the tenant token. For any database
 * the migrations were applied to; the embedded stack does the same by itself. Nothing is stored but in the database.
 *
 *   DATABASE_ADMIN_URL    the owner's connection, such as a hosted project's direct one
 *   ANALYST_DB_PASSWORD   IMPORTER_DB_PASSWORD (without it the importer gets no login)
 *   TENANT_TOKEN_KEY_ID   TENANT_TOKEN_KEY (32 bytes or more)
 *
 * To rotate the key: provision with a new id and key, give both to every copy of the app, then `--end-key <old id>`.
 */
const { values } = parseArgs({ options: { "end-key": { type: "string" }, help: { type: "boolean" } } });
const endedKey = values["end-key"];

if (values.help === true) {
  process.stdout.write(
    "npm run db:provision [-- --end-key <id>]   (settings: see the top of scripts/db-provision.ts)\n",
  );
} else {
  process.exitCode = await run();
}

async function run(): Promise<number> {
  const names = ["DATABASE_ADMIN_URL"];
  if (endedKey === undefined) names.push("ANALYST_DB_PASSWORD", "TENANT_TOKEN_KEY_ID", "TENANT_TOKEN_KEY");
  const missing = names.filter((name) => (process.env[name] ?? "") === "");
  if (missing.length > 0) {
    process.stderr.write(`Not set: ${missing.join(", ")}\n`);
    return 1;
  }
  const setting = (name: string) => process.env[name] ?? "";
  const admin = postgres(setting("DATABASE_ADMIN_URL"), { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    if (endedKey !== undefined) {
      const isEnded = await endTenantKey(admin, endedKey);
      process.stdout.write(isEnded ? `Key ${endedKey} is ended.\n` : `There is no key ${endedKey}.\n`);
      return isEnded ? 0 : 1;
    }
    const importerPassword = setting("IMPORTER_DB_PASSWORD");
    const skipped = await provisionDatabase(admin, {
      analystPassword: setting("ANALYST_DB_PASSWORD"),
      tenantTokenKeyId: setting("TENANT_TOKEN_KEY_ID"),
      tenantTokenKey: setting("TENANT_TOKEN_KEY"),
      ...(importerPassword === "" ? {} : { importerPassword }),
    });
    process.stdout.write(["The database is provisioned.", ...skipped.map((line) => `Note: ${line}`), ""].join("\n"));
    return 0;
  } catch (error) {
    // The message of a failed statement may repeat it, passwords and all.
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    process.stderr.write(
      `Provisioning failed (${code}). Were the migrations applied, and may this login create roles?\n`,
    );
    return 1;
  } finally {
    await admin.end({ timeout: 5 });
  }
}

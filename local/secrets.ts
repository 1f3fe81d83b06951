import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Random per installation; nothing here works anywhere else. */
export type LocalSecrets = {
  publishableKey: string;
  secretKey: string;
  jwtSecret: string;
  analystPassword: string;
  importerPassword: string;
  /** Password of the login the embedded Supabase connects with. */
  litePassword: string;
  tenantTokenKeyId: string;
  tenantTokenKey: string;
  upstashToken: string;
};

/**
 * Reads the installation's secrets from `.data/secrets-<name>.json` (mode 0600), making them at the first call. Two
 * processes that start at once agree: the file is created exclusively and the loser reads the winner's.
 */
export function readLocalSecrets(projectDir: string, name: string): LocalSecrets {
  const folder = path.join(projectDir, ".data");
  const file = path.join(folder, `secrets-${name}.json`);
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, JSON.stringify(makeSecrets(), null, 2), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return JSON.parse(readFileSync(file, "utf8")) as LocalSecrets;
}

function makeSecrets(): LocalSecrets {
  const random = (bytes: number) => randomBytes(bytes).toString("base64url");
  return {
    publishableKey: `sb_publishable_${random(24)}`,
    secretKey: `sb_secret_${random(24)}`,
    jwtSecret: random(48),
    analystPassword: random(24),
    importerPassword: random(24),
    litePassword: random(24),
    tenantTokenKeyId: "k1",
    tenantTokenKey: random(48),
    upstashToken: random(32),
  };
}

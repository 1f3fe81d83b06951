import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import type { ClusterHome } from "./cluster-home.ts";
import { programPath } from "./native-files.ts";
import { serverSpawnOptions, type ServerAccount } from "./server-account.ts";

/**
 * Makes the cluster's data folder with initdb when it is not there yet, about a second. It is made beside its place and
 * moved there when complete, so a process killed half way leaves nothing that looks like a cluster.
 *
 * @param isDurable false skips the final fsync: for throw-away clusters
 * @returns the superuser's password, random per cluster, kept in a file only the starting account can read
 */
export async function createCluster(
  home: ClusterHome,
  dataDir: string,
  account: ServerAccount | undefined,
  isDurable: boolean,
): Promise<string> {
  const passwordFile = path.join(home.folder, "password");
  if (existsSync(dataDir)) return readFileSync(passwordFile, "utf8").trim();
  removeUnfinished(home.folder);
  const unfinished = `${dataDir}.unfinished-${process.pid}`;
  mkdirSync(unfinished, { mode: 0o700 });
  const password = randomBytes(18).toString("base64url");
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const file of [unfinished, passwordFile]) giveTo(file, account);
  await runInitdb(home, unfinished, passwordFile, account, isDurable);
  if (account !== undefined) chownSync(passwordFile, 0, 0);
  renameSync(unfinished, dataDir);
  return password;
}

/** An initdb whose parent was killed may still be writing; what cannot be removed now goes at a later start. */
function removeUnfinished(folder: string): void {
  for (const entry of readdirSync(folder).filter((name) => name.includes(".unfinished-"))) {
    try {
      rmSync(path.join(folder, entry), { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

/** Hands a file to the account the server runs under. */
export function giveTo(file: string, account: ServerAccount | undefined): void {
  if (account !== undefined) chownSync(file, account.uid, account.gid);
}

function runInitdb(
  home: ClusterHome,
  dataDir: string,
  passwordFile: string,
  account: ServerAccount | undefined,
  isDurable: boolean,
): Promise<void> {
  const options = ["-D", dataDir, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  // Written out, because initdb would otherwise take them from the environment of whoever came first.
  options.push("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C");
  options.push("--no-instructions", ...(isDurable ? [] : ["--no-sync"]));
  return new Promise((resolve, reject) => {
    const child = spawn(programPath(home.nativeFolder, "initdb"), options, {
      ...serverSpawnOptions(account, home.folder),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk) => (errors += String(chunk)));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed with exit code ${code}\n${errors}`));
    });
  });
}

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isProcessAlive, processStamp } from "./process-alive.ts";

let nextUse = 1;

/** Notes that this process uses the cluster. The returned file name is the receipt for `removeUser`. */
export function addUser(folder: string): string {
  const users = path.join(folder, "users");
  mkdirSync(users, { recursive: true, mode: 0o700 });
  const file = path.join(users, `${process.pid}-${nextUse++}`);
  writeFileSync(file, processStamp(process.pid), { mode: 0o600 });
  return file;
}

export function removeUser(receipt: string): void {
  rmSync(receipt, { force: true });
}

/** True while any living process (this one included) uses the cluster. Notes left by dead processes are removed. */
export function hasUsers(folder: string): boolean {
  const users = path.join(folder, "users");
  let inUse = false;
  for (const entry of listFolder(users)) {
    const file = path.join(users, entry);
    const pid = Number(entry.split("-")[0]);
    if (isProcessAlive(pid) && processStamp(pid) === readFileSync(file, "utf8")) inUse = true;
    else rmSync(file, { force: true });
  }
  return inUse;
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

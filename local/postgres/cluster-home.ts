import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import path from "node:path";
import type { NativeFiles } from "./native-files.ts";
import type { ServerAccount } from "./server-account.ts";

export type ClusterHome = {
  /** Folder of everything that belongs to one cluster: data, password, log, lock, users. */
  folder: string;
  /** Folder of the Postgres programs the server's account can read. */
  nativeFolder: string;
};

/**
 * Chooses where a cluster lives: `.data/postgres/<name>` in the project. When root started us the server runs as
 * another account; if that account cannot enter the project (a checkout under /root) or cannot read node_modules (an
 * install with umask 077), data and a copy of the programs (about 60 MB, once) live under /var/tmp instead.
 */
export function prepareClusterHome(
  projectDir: string,
  name: string,
  native: NativeFiles,
  account: ServerAccount | undefined,
): ClusterHome {
  const projectBase = path.join(projectDir, ".data", "postgres");
  if (account === undefined) {
    return { folder: makeFolder(path.join(projectBase, name), 0o700), nativeFolder: native.folder };
  }
  if (othersCanEnter(projectDir)) {
    letOthersEnter(makeFolder(path.join(projectDir, ".data"), 0o711));
    letOthersEnter(makeFolder(projectBase, 0o711));
    const nativeFolder = othersCanRead(native.folder) ? native.folder : copyPrograms(native, varTmpBase(projectDir));
    return { folder: makeFolder(path.join(projectBase, name), 0o711), nativeFolder };
  }
  const base = varTmpBase(projectDir);
  const nativeFolder = copyPrograms(native, base);
  return { folder: makeFolder(path.join(base, name), 0o711), nativeFolder };
}

function varTmpBase(projectDir: string): string {
  const hash = createHash("sha256").update(path.resolve(projectDir)).digest("hex").slice(0, 12);
  const base = makeFolder(path.join("/var/tmp", `plainchart-${hash}`), 0o711);
  const stat = lstatSync(base);
  if (!stat.isDirectory() || stat.uid !== 0)
    throw new Error(`${base} belongs to somebody else: remove it and start again.`);
  return base;
}

function copyPrograms(native: NativeFiles, base: string): string {
  const copy = path.join(base, `native-${native.version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(native.folder, unfinished, { recursive: true, verbatimSymlinks: true });
  openToAll(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    // Another process finished its copy first.
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openToAll(file);
    else if (entry.isFile()) chmodSync(file, statSync(file).mode & 0o100 ? 0o755 : 0o644);
  }
}

/** Makes the folder with exactly this mode; mkdir alone would let a strict umask take bits away. */
function makeFolder(folder: string, mode: number): string {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, mode);
  }
  return folder;
}

/** `.data` may have been made by another part of the stack under a strict umask. */
function letOthersEnter(folder: string): void {
  chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
}

function othersCanEnter(folder: string): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if ((statSync(current).mode & 0o001) === 0) return false;
    if (current === path.dirname(current)) return true;
  }
}

function othersCanRead(nativeFolder: string): boolean {
  const folders = ["bin", "lib", "share"].map((name) => path.join(nativeFolder, name));
  const program = path.join(nativeFolder, "bin", "postgres");
  return othersCanEnter(nativeFolder) && [...folders, program].every((file) => (statSync(file).mode & 0o005) === 0o005);
}

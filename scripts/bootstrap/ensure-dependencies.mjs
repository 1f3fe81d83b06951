import { readFileSync } from "node:fs";
import path from "node:path";
import { runNpm } from "./run-npm.mjs";

/**
 * Installs the locked packages unless they are there already. Ends the process when npm fails.
 *
 * @param {string} projectDir
 * @param {boolean} acceptsProductionInstall whether `npm ci --omit=dev` counts as installed
 */
export function ensureDependencies(projectDir, acceptsProductionInstall) {
  if (hasDependencies(projectDir, acceptsProductionInstall)) return;
  console.log("Installing dependencies (npm ci) ...");
  // Written out, because NODE_ENV=production would leave out what tests and the embedded stack need.
  const exitCode = runNpm(projectDir, ["ci", "--include=dev", "--no-audit", "--no-fund"]);
  if (exitCode !== 0) {
    console.error("npm ci failed: its messages are above. Nothing was started.");
    process.exit(exitCode);
  }
}

/**
 * Compares what npm noted about its last install with package-lock.json. Times of files would not do: a checkout
 * changes them.
 *
 * @param {string} projectDir
 * @param {boolean} acceptsProductionInstall
 */
export function hasDependencies(projectDir, acceptsProductionInstall) {
  const wanted = readPackages(path.join(projectDir, "package-lock.json"));
  const installed = readPackages(path.join(projectDir, "node_modules", ".package-lock.json"));
  if (wanted === undefined || installed === undefined) return false;
  const entries = Object.entries(wanted).filter(([folder]) => folder !== "");
  const isProductionInstall =
    acceptsProductionInstall && entries.every(([folder, entry]) => !entry.dev || installed[folder] === undefined);
  return entries.every(([folder, entry]) => {
    const present = installed[folder];
    // Packages for other platforms are locked but never installed.
    if (present === undefined) return entry.optional || entry.devOptional || (entry.dev && isProductionInstall);
    return present.version === entry.version;
  });
}

/** @param {string} file */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

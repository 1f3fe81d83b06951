import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findMissingPlatforms } from "./lockfile/missing-platforms.ts";
import { projectDir } from "./project-tool.ts";

/** Adds the other platforms' packages to package-lock.json after an `npm install` that left them out. */
const file = path.join(projectDir, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = findMissingPlatforms(lock.packages);
const sorted = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, "en"));
lock.packages = Object.fromEntries(sorted);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} packages added to package-lock.json`);

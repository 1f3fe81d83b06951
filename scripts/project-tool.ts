import { readFileSync } from "node:fs";
import path from "node:path";

/** The checkout's folder. */
export const projectDir: string = path.resolve(import.meta.dirname, "..");

/**
 * Command line for an installed tool: this Node and the tool's own script, so that neither PATH nor a shell matters.
 *
 * @example projectTool("vitest", "run") -> [".../bin/node", ".../vitest/vitest.mjs", "run"]
 */
export function projectTool(packageName: string, ...words: string[]): [program: string, ...words: string[]] {
  const folder = path.join(projectDir, "node_modules", packageName);
  const { name, bin } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as PackageJson;
  const script = typeof bin === "string" ? bin : (bin[name] ?? Object.values(bin)[0]);
  if (script === undefined) throw new Error(`${packageName} has no program`);
  return [process.execPath, path.join(folder, script), ...words];
}

type PackageJson = { name: string; bin: string | Record<string, string> };

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

/**
 * Runs npm in the project, its output in ours. Returns its exit code; npm's warnings do not matter.
 *
 * @param {string} projectDir
 * @param {string[]} words
 */
export function runNpm(projectDir, words) {
  const script = findNpmScript();
  const options = { cwd: projectDir, stdio: "inherit" };
  // npm.cmd needs a shell; the words are our own constants, so there is nothing to quote.
  const isWindows = process.platform === "win32";
  const result =
    script === undefined
      ? spawnSync(isWindows ? "npm.cmd" : "npm", words, { ...options, shell: isWindows })
      : spawnSync(process.execPath, [script, ...words], options);
  if (result.error !== undefined) {
    console.error(`npm could not be run (${result.error.message}). Install Node.js with npm from https://nodejs.org.`);
    return 1;
  }
  return result.status ?? 1;
}

/** npm's own script: the one that started us, else the one beside this Node. */
function findNpmScript() {
  const folder = path.dirname(process.execPath);
  const candidates = [
    process.env.npm_execpath,
    path.join(folder, "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(folder, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  return candidates.find((file) => file !== undefined && path.basename(file) === "npm-cli.js" && existsSync(file));
}

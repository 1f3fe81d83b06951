import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { runNpm } from "./run-npm.mjs";

const neededMajor = 24;

/**
 * Path of the Node the project brings along as a package. Where npm was told not to run install scripts the package has
 * no program; it is made now. If that fails too, a system Node that is new enough will do.
 *
 * @param {string} projectDir
 */
export function ensureProjectNode(projectDir) {
  const program = projectNodePath(projectDir);
  if (isProgram(program)) return program;
  console.log("The project's own Node is not there yet (npm ran no install scripts): installing it ...");
  runNpm(projectDir, ["rebuild", "node", "--ignore-scripts=false", "--foreground-scripts"]);
  if (isProgram(program)) return program;
  if (majorVersion() >= neededMajor) return process.execPath;
  console.error(
    `Plainchart needs Node ${neededMajor}. It brings its own, but the package's install script did not run here.\n` +
      `Either run   npm rebuild node --ignore-scripts=false\n` +
      `or install Node ${neededMajor} from https://nodejs.org, then start again.`,
  );
  process.exit(1);
}

/** @param {string} projectDir */
export function projectNodePath(projectDir) {
  const file = process.platform === "win32" ? "node.exe" : "node";
  return path.join(projectDir, "node_modules", "node", "bin", file);
}

/** First number of the running Node's version. */
export function majorVersion() {
  return Number(process.versions.node.split(".")[0]);
}

/** A real program, not the placeholder text some installs leave. @param {string} file */
function isProgram(file) {
  return existsSync(file) && statSync(file).size > 1_000_000;
}

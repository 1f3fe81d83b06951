import { spawn } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureDependencies } from "./ensure-dependencies.mjs";
import { ensureProjectNode, majorVersion } from "./project-node.mjs";

const oldestMajor = 20;
const parentCheckMs = 500;
const projectDir = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs one of the project's scripts on the project's Node, after installing what is missing, and ends with its exit code.
 *
 * @param {string} script path from the project folder
 * @param {{ acceptsProductionInstall: boolean }} options
 */
export async function runWithProjectNode(script, { acceptsProductionInstall }) {
  if (majorVersion() < oldestMajor) {
    console.error(
      `This is Node ${process.versions.node}. Plainchart needs Node ${oldestMajor} or newer to set itself up ` +
        `(it then brings its own Node 24): install a current one from https://nodejs.org.`,
    );
    process.exit(1);
  }
  ensureDependencies(projectDir, acceptsProductionInstall);
  const node = ensureProjectNode(projectDir);
  const child = spawn(node, [path.join(projectDir, script), ...process.argv.slice(2)], {
    cwd: projectDir,
    // The channel closes when this process is killed, which tells the script to stop too.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // Ctrl+C reaches the script by itself too; scripts take two signals at once for one.
    process.on(signal, () => child.kill(signal));
  }
  whenNpmIsGone(() => child.kill("SIGTERM"));
  child.once("error", (error) => {
    console.error(`Node could not be started: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
  });
}

/**
 * npm runs us through a shell, and on Linux that shell dies of npm's SIGTERM without passing it on. Nobody would be left to
 * stop the script, so the shell's end counts as the signal. Started without npm we may outlive our parent.
 *
 * @param {() => void} stop
 */
function whenNpmIsGone(stop) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, parentCheckMs);
  timer.unref();
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const packages = {
  "": { name: "project" },
  "node_modules/app": { version: "1.0.0" },
  "node_modules/tool": { version: "2.0.0", dev: true },
  "node_modules/other-platform": { version: "1.0.0", optional: true },
};

test("a fresh clone is installed once, then the script runs and its exit code is kept", async () => {
  const project = makeProject("console.log('script ran', process.argv.slice(2).join(' ')); process.exit(7);");
  const first = await project.run("start.mjs", ["--timings"]);
  expect(first.output).toContain("script ran --timings");
  expect(first.exitCode).toBe(7);
  expect(project.npmCalls()[0]).toBe("ci --include=dev --no-audit --no-fund");

  const callsBefore = project.npmCalls().filter((call) => call.startsWith("ci"));
  await project.run("start.mjs");
  expect(project.npmCalls().filter((call) => call.startsWith("ci"))).toEqual(callsBefore);
});

test("a changed lockfile is installed again", async () => {
  const project = makeProject("");
  await project.run("test.mjs");
  project.writeLock({ ...packages, "node_modules/app": { version: "1.0.1" } });
  await project.run("test.mjs");
  expect(project.npmCalls().filter((call) => call.startsWith("ci"))).toHaveLength(2);
});

test("an install without development packages will do to start, not to test", async () => {
  const project = makeProject("console.log('script ran');");
  const { "node_modules/tool": _, ...production } = packages;
  project.writeInstalled(production);
  await project.run("start.mjs");
  expect(project.npmCalls().filter((call) => call.startsWith("ci"))).toHaveLength(0);
  await project.run("test.mjs");
  expect(project.npmCalls().filter((call) => call.startsWith("ci"))).toHaveLength(1);
});

test("nothing runs when npm fails", async () => {
  const project = makeProject("console.log('script ran');");
  const { exitCode, output } = await project.run("start.mjs", [], { FAKE_NPM_EXIT: "3" });
  expect(exitCode).toBe(3);
  expect(output).toContain("npm ci failed");
  expect(output).not.toContain("script ran");
});

test("a package whose install script did not run is repaired, and its Node is used", async () => {
  const project = makeProject("console.log(process.execPath);");
  const { output } = await project.run("start.mjs", [], { FAKE_NPM_BRINGS_NODE: process.execPath });
  expect(project.npmCalls()).toContain("rebuild node --ignore-scripts=false --foreground-scripts");
  expect(output).toContain(path.join("node_modules", "node", "bin", path.basename(process.execPath)));
});

test("an old Node is told what to install", async () => {
  const project = makeProject("console.log('script ran');");
  const pretend = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.4'}})`;
  const { exitCode, output } = await project.run("start.mjs", [], { NODE_OPTIONS: `--import=${pretend}` });
  expect(exitCode).toBe(1);
  expect(output).toMatch(/This is Node 18\.20\.4\. Plainchart needs Node 20 or newer/);
});

test.skipIf(process.platform === "win32")("a signal to npm's process reaches the script", async () => {
  const project = makeProject(
    "process.on('SIGTERM', () => { console.log('stopped in order'); process.exit(0); }); setInterval(() => {}, 1000); console.log('script ran');",
  );
  const running = project.spawn("start.mjs", []);
  await expect.poll(() => running.output()).toContain("script ran");
  running.child.kill("SIGTERM");
  const [exitCode] = await once(running.child, "exit");
  expect(running.output()).toContain("stopped in order");
  expect(exitCode).toBe(0);
});

test.skipIf(process.platform === "win32")(
  "the script stops in order when the shell between npm and it is gone",
  async () => {
    const project = makeProject(
      "process.on('SIGTERM', () => { console.log('stopped in order'); process.exit(0); }); setInterval(() => {}, 1000); console.log('script ran');",
    );
    const running = project.spawn("start.mjs", [], { npm_lifecycle_event: "start" }, true);
    await expect.poll(() => running.output()).toContain("script ran");
    running.child.kill("SIGKILL");
    await expect.poll(() => running.output(), { timeout: 5_000 }).toContain("stopped in order");
  },
);

/** A project with the real bootstrap, a script to run, and an npm that only writes down what it is asked. */
function makeProject(script: string) {
  const folder = mkdtempSync(path.join(tmpdir(), "plainchart bootstrap-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const scripts = path.join(folder, "scripts");
  cpSync(import.meta.dirname, path.join(scripts, "bootstrap"), { recursive: true });
  for (const name of ["start.mjs", "test.mjs"]) {
    cpSync(path.join(import.meta.dirname, "..", name), path.join(scripts, name));
  }
  for (const name of ["start.ts", "test.ts"]) writeFileSync(path.join(scripts, name), script);
  const npm = path.join(folder, "npm-cli.js");
  const log = path.join(folder, "npm.log");
  writeFileSync(npm, fakeNpm);
  const writeLock = (list: object) =>
    writeFileSync(path.join(folder, "package-lock.json"), JSON.stringify({ packages: list }));
  writeLock(packages);

  function start(name: string, words: string[], environment: Record<string, string> = {}, throughShell = false) {
    const command = [process.execPath, path.join(scripts, name), ...words];
    // The second command keeps the shell from giving its place to the first.
    const [program = "", ...rest] = throughShell ? ["sh", "-c", '"$0" "$@"; true', ...command] : command;
    const child = spawn(program, rest, {
      env: { ...process.env, npm_execpath: npm, FAKE_NPM_LOG: log, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
    return { child, output: () => output };
  }

  return {
    writeLock,
    writeInstalled(list: object) {
      mkdirSync(path.join(folder, "node_modules"), { recursive: true });
      writeFileSync(path.join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages: list }));
    },
    npmCalls: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
    spawn: start,
    async run(name: string, words: string[] = [], environment: Record<string, string> = {}) {
      const { child, output } = start(name, words, environment);
      const [exitCode] = (await once(child, "close")) as [number | null];
      return { exitCode, output: output() };
    },
  };
}

const fakeNpm = `
const fs = require("node:fs"), path = require("node:path");
const words = process.argv.slice(2);
fs.appendFileSync(process.env.FAKE_NPM_LOG, words.join(" ") + "\\n");
console.error("npm warn something nobody asked about");
if (process.env.FAKE_NPM_EXIT) process.exit(Number(process.env.FAKE_NPM_EXIT));
if (words[0] === "ci") {
  const { packages } = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
  delete packages["node_modules/other-platform"];
  fs.mkdirSync("node_modules", { recursive: true });
  fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages }));
}
if (words[0] === "rebuild" && process.env.FAKE_NPM_BRINGS_NODE) {
  const from = process.env.FAKE_NPM_BRINGS_NODE, to = path.resolve("node_modules/node/bin");
  fs.mkdirSync(to, { recursive: true });
  try { fs.linkSync(from, path.join(to, path.basename(from))); } catch { fs.copyFileSync(from, path.join(to, path.basename(from))); }
}
`;

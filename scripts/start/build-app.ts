import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { projectDir, projectTool } from "#scripts/project-tool.ts";
import { isBuildFresh } from "./is-build-fresh.ts";

/** The server bundle; it is written last, so its time is the build's. */
export const serverBundle: string = path.join(projectDir, "build", "server", "index.js");

/**
 * Builds the app unless the build is newer than its sources. Throws with the build's own words when it fails, and when
 * there is neither a build nor the tools to make one (an install without development dependencies).
 */
export async function buildApp(): Promise<void> {
  const hasTools = existsSync(path.join(projectDir, "node_modules", "vite"));
  if (isBuildFresh(projectDir, serverBundle)) return;
  if (!hasTools) {
    if (existsSync(serverBundle)) return;
    throw new Error("There is no build, and no tools to make one here: run npm ci && npm run build first.");
  }
  const [program, ...words] = projectTool("@react-router/dev", "build");
  await new Promise<void>((resolve, reject) => {
    const child = spawn(program, words, { cwd: projectDir, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`The build failed.\n${output}`))));
  });
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { projectTool } from "#scripts/project-tool.ts";
import { runCommand } from "./run-command.ts";

const downloadTimeoutMs = 5 * 60_000;

/**
 * Path of a Chromium that starts: CHROMIUM_PATH, one the machine has, Playwright's own (downloaded if need be), or on
 * Debian as root the distribution's package. Throws with what to do when there is none.
 */
export async function findChromium(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) {
    if (starts(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is ${chosen}, but no browser starts there.`);
  }
  const installed = installedBrowsers().find(starts);
  if (installed !== undefined) return installed;

  const downloaded = chromium.executablePath();
  if (!starts(downloaded)) {
    console.log("No Chromium on this machine: downloading Playwright's ...");
    await runCommand(projectTool("@playwright/test", "install", "chromium"), { timeoutMs: downloadTimeoutMs });
  }
  if (starts(downloaded)) return downloaded;

  if (process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    console.log("The download did not work: installing Debian's chromium ...");
    const environment = { DEBIAN_FRONTEND: "noninteractive" };
    await runCommand(["apt-get", "update", "-q"], { environment, timeoutMs: downloadTimeoutMs });
    await runCommand(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], {
      environment,
      timeoutMs: downloadTimeoutMs,
    });
    const packaged = installedBrowsers().find(starts);
    if (packaged !== undefined) return packaged;
  }
  throw new Error("No Chromium for the end-to-end tests: install Chromium or Chrome, or set CHROMIUM_PATH to one.");
}

function installedBrowsers(): string[] {
  if (process.platform === "win32") {
    const folders = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
    const programs = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => programs.map((program) => path.join(folder, program)));
  }
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return [
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ];
}

/** Some distributions put a script there that only says where to get the browser. */
function starts(program: string): boolean {
  if (!existsSync(program)) return false;
  // On Windows asking for the version opens a window.
  if (process.platform === "win32") return true;
  return spawnSync(program, ["--version"], { timeout: 30_000 }).status === 0;
}

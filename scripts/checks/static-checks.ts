import { projectTool } from "#scripts/project-tool.ts";
import type { Check } from "./run-checks.ts";
import { runCommand } from "./run-command.ts";

const timeoutMs = 10 * 60_000;

export const typesCheck: Check = commandsCheck("types", [
  projectTool("@react-router/dev", "typegen"),
  projectTool("typescript", "--noEmit"),
]);
export const lintCheck: Check = commandsCheck("lint", [projectTool("oxlint")]);
export const formatCheck: Check = commandsCheck("format", [projectTool("oxfmt", "--check", ".")]);
export const buildCheck: Check = commandsCheck("build", [projectTool("@react-router/dev", "build")]);

/** Commands that together are one check: they pass or the check fails. */
function commandsCheck(name: string, commands: [string, ...string[]][]): Check {
  return {
    name,
    async run() {
      for (const command of commands) {
        if ((await runCommand(command, { timeoutMs })) !== 0) return { passed: 0, failed: 1, skipped: 0 };
      }
      return { passed: 1, failed: 0, skipped: 0 };
    },
  };
}

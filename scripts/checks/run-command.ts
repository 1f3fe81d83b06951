import { type ChildProcess, spawn } from "node:child_process";
import { projectDir } from "#scripts/project-tool.ts";

const running = new Set<ChildProcess>();

export type CommandOptions = {
  environment?: Record<string, string>;
  /** The command is stopped when it takes longer. */
  timeoutMs?: number;
};

/** Runs a command with its output in ours. Resolves with its exit code: 1 when it cannot run, is stopped or killed. */
export function runCommand([program, ...words]: [string, ...string[]], options: CommandOptions = {}): Promise<number> {
  const { environment = {}, timeoutMs } = options;
  // Piped output is read by programs and people's logs: no colour codes there.
  const plain: Record<string, string> = process.stdout.isTTY ? {} : { NO_COLOR: "1", FORCE_COLOR: "0" };
  const { FORCE_COLOR: _, ...inherited } = process.env;
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd: projectDir,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...(process.stdout.isTTY ? process.env : inherited), ...plain, ...environment },
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    running.add(child);
    const settle = (exitCode: number) => {
      running.delete(child);
      resolve(exitCode);
    };
    child.once("error", (error) => {
      console.error(`${program} could not be run: ${error.message}`);
      settle(1);
    });
    child.once("exit", (code, signal) => {
      if (signal !== null)
        console.error(`Stopped by ${signal}${timeoutMs === undefined ? "" : ` (limit ${timeoutMs / 60_000} min)`}.`);
      settle(code ?? 1);
    });
  });
}

/** Passes the end of this process on to the commands it runs; the answer is this process's exit code. */
export async function stopRunningCommands(): Promise<number> {
  for (const child of running) child.kill();
  return 1;
}

import { spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClusterHome } from "./cluster-home.ts";
import { giveTo } from "./create-cluster.ts";
import { programPath } from "./native-files.ts";
import { isProcessAlive } from "./process-alive.ts";
import { serverSpawnOptions, type ServerAccount } from "./server-account.ts";

const startTimeoutMs = 60_000;
/** Sessions are ended at once; what takes longer is writing out what changed. */
const stopTimeoutMs = 3_000;
const immediateStopTimeoutMs = 10_000;
const pollMs = 10;

/** One cluster's server as seen from this process; it may have been started by another one. */
export type ServerHandle = { home: ClusterHome; dataDir: string; account: ServerAccount | undefined };

/** Process id and port of the running server, or undefined. Never mistakes a stranger with a re-used id for it. */
export async function findRunningServer(server: ServerHandle): Promise<{ pid: number; port: number } | undefined> {
  const state = readPidFile(server.dataDir);
  if (state === undefined || !isOurServer(state.pid, server.dataDir)) return undefined;
  return (await answers(state.port)) ? { pid: state.pid, port: state.port } : undefined;
}

/**
 * Starts the server and waits until it accepts connections. It runs in its own session, so Ctrl+C in the terminal does
 * not reach it before the app has drained, and it logs to `server.log`, so it survives the process that started it.
 */
export async function launchServer(server: ServerHandle): Promise<number> {
  const { home, dataDir, account } = server;
  const logFile = path.join(home.folder, "server.log");
  const log = openSync(logFile, "w", 0o600);
  giveTo(logFile, account);
  const options = { ...serverSpawnOptions(account, home.folder), detached: true };
  const stdio = ["ignore", log, log] as const;
  // pg_ctl sheds administrator rights on Windows; elsewhere it would only stand between us and the server.
  const child =
    process.platform === "win32"
      ? spawn(programPath(home.nativeFolder, "pg_ctl"), ["start", "-D", dataDir, "--no-wait"], {
          ...options,
          stdio: [...stdio],
        })
      : spawn(programPath(home.nativeFolder, "postgres"), ["-D", dataDir], { ...options, stdio: [...stdio] });
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  child.once("exit", (code, signal) => {
    if (process.platform === "win32" && code === 0) return;
    failure = new Error(`Postgres ended with ${signal ?? `exit code ${code}`} while it started`);
  });
  child.unref();
  closeSync(log);
  for (const deadline = Date.now() + startTimeoutMs; Date.now() < deadline; await sleep(pollMs)) {
    if (failure !== undefined) throw new Error(`${failure.message}\n${readTail(logFile)}`, { cause: failure });
    const state = readPidFile(dataDir);
    const isThisStart = process.platform === "win32" || state?.pid === child.pid;
    if (state !== undefined && isThisStart && state.isReady) return state.pid;
  }
  signalStop(server);
  throw new Error(`Postgres was not ready after ${startTimeoutMs / 1000} s\n${readTail(logFile)}`);
}

/** Asks the server to end its sessions and shut down cleanly. Returns at once; does nothing when none runs. */
export function signalStop(server: ServerHandle, signal: "SIGINT" | "SIGQUIT" = "SIGINT"): void {
  const state = readPidFile(server.dataDir);
  if (state === undefined || !isOurServer(state.pid, server.dataDir)) return;
  if (process.platform === "win32") {
    const mode = signal === "SIGINT" ? "fast" : "immediate";
    const options = serverSpawnOptions(server.account, server.home.folder);
    spawnSync(
      programPath(server.home.nativeFolder, "pg_ctl"),
      ["stop", "-D", server.dataDir, "-m", mode, "-W"],
      options,
    );
  } else {
    try {
      process.kill(state.pid, signal);
    } catch {
      // It ended between the look and the signal.
    }
  }
}

/** Stops the server and waits for its end; a stop that hangs becomes an immediate one (recovery at the next start). */
export async function stopServer(server: ServerHandle): Promise<void> {
  signalStop(server, "SIGINT");
  if (await ended(server.dataDir, stopTimeoutMs)) return;
  signalStop(server, "SIGQUIT");
  if (await ended(server.dataDir, immediateStopTimeoutMs)) return;
  throw new Error(`Postgres in ${server.dataDir} does not stop`);
}

/** Removes the pid file of a server that was killed: Postgres would not start if its old id belongs to a stranger. */
export function removeStalePidFile(dataDir: string): void {
  const state = readPidFile(dataDir);
  if (state === undefined || !isOurServer(state.pid, dataDir)) rmSync(pidFile(dataDir), { force: true });
}

async function ended(dataDir: string, timeoutMs: number): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await sleep(pollMs)) {
    const state = readPidFile(dataDir);
    if (state === undefined || !isOurServer(state.pid, dataDir)) return true;
  }
  return false;
}

/** postmaster.pid, line by line: process id, data folder, start time, port, socket folder, address, memory, status. */
function readPidFile(dataDir: string): { pid: number; port: number; isReady: boolean } | undefined {
  try {
    const lines = readFileSync(pidFile(dataDir), "utf8").split(/\r?\n/);
    const status = lines[7]?.trim();
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady: status === "ready" || status === "standby" };
  } catch {
    return undefined;
  }
}

function isOurServer(pid: number, dataDir: string): boolean {
  if (!isProcessAlive(pid)) return false;
  if (process.platform !== "linux") return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(dataDir);
  } catch {
    return false;
  }
}

/** Postgres' SSLRequest; any server answers it with one letter. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** Whether the server answers in its own protocol. A mere connection also comes about with one that was just killed. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, timeout: 2_000 });
    const settle = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket.once("connect", () => socket.write(sslRequest));
    socket.once("data", () => settle(true));
    for (const failure of ["error", "timeout", "end"] as const) socket.once(failure, () => settle(false));
  });
}

function pidFile(dataDir: string): string {
  return path.join(dataDir, "postmaster.pid");
}

function readTail(file: string): string {
  return readFileSync(file, "utf8").slice(-4_000);
}

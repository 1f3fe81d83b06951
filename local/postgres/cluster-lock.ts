import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isProcessAlive, processStamp } from "./process-alive.ts";

const waitMs = 60_000;
const blockingWaitMs = 1_000;
const pollMs = 20;

/** Gives the lock back. Calling it twice is harmless. */
export type ReleaseLock = () => void;

/**
 * One process at a time starts, attaches to or stops the server of a cluster. The lock of a process that died is
 * taken over. Throws after a minute: making a cluster takes seconds.
 */
export async function lockCluster(folder: string): Promise<ReleaseLock> {
  for (const deadline = Date.now() + waitMs; Date.now() < deadline; await sleep(pollMs)) {
    const release = tryLock(folder);
    if (release !== undefined) return release;
  }
  throw new Error(`Another process has been busy with ${folder} for a minute: end it, or remove ${lockFile(folder)}.`);
}

/** The same for a process that is exiting and cannot await: blocks it for up to a second, then gives up. */
export function lockClusterBlocking(folder: string): ReleaseLock | undefined {
  const sleeper = new Int32Array(new SharedArrayBuffer(4));
  for (const deadline = Date.now() + blockingWaitMs; Date.now() < deadline; Atomics.wait(sleeper, 0, 0, 5)) {
    const release = tryLock(folder);
    if (release !== undefined) return release;
  }
  return undefined;
}

function tryLock(folder: string): ReleaseLock | undefined {
  const file = lockFile(folder);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${process.pid} ${processStamp(process.pid)}\n`, { mode: 0o600 });
  try {
    if (holderIsGone(file)) rmSync(file, { force: true });
    linkSync(draft, file); // atomic, and the file is never seen empty
    let held = true;
    return () => {
      if (held) rmSync(file, { force: true });
      held = false;
    };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function holderIsGone(file: string): boolean {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return false;
  }
  const [pid = "", stamp = ""] = text.trim().split(" ");
  return !isProcessAlive(Number(pid)) || processStamp(Number(pid)) !== stamp;
}

function lockFile(folder: string): string {
  return path.join(folder, "lock");
}

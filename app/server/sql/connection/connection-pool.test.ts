import { afterEach, expect, test } from "vitest";

import type { AnalystConnection } from "./analyst-connection.ts";
import { type ConnectionPool, createConnectionPool } from "./connection-pool.ts";

const never = new AbortController().signal;
const pools: ConnectionPool[] = [];

afterEach(() => {
  for (const pool of pools.splice(0)) pool.close();
});

/** A pool whose sessions are stand-ins: the server is the far end here. */
function makePool(options: { maximum?: number; ownerMaximum?: number; waitMs?: number } = {}) {
  const opened: { open: boolean }[] = [];
  const open = async (): Promise<AnalystConnection> => {
    const state = { open: true };
    opened.push(state);
    const connection = { destroy: () => void (state.open = false), isOpen: () => state.open };
    return connection as unknown as AnalystConnection;
  };
  const pool = createConnectionPool({ url: "postgres://test", open, ...options });
  pools.push(pool);
  return { pool, opened };
}

test("a released session is handed out again, a discarded or dead one never", async () => {
  const { pool, opened } = makePool();
  const first = await pool.acquire(never, "a");
  pool.release(first);
  expect(await pool.acquire(never, "a")).toBe(first);
  pool.discard(first);
  const second = await pool.acquire(never, "a");
  expect(second).not.toBe(first);
  pool.release(second);
  second.destroy();
  expect(await pool.acquire(never, "a")).not.toBe(second);
  expect(opened.map((session) => session.open)).toEqual([false, false, true]);
});

test("one owner's queue leaves sessions to the others", async () => {
  const { pool } = makePool({ maximum: 3, ownerMaximum: 2 });
  const [first] = [await pool.acquire(never, "greedy"), await pool.acquire(never, "greedy")];
  const queued: string[] = [];
  const third = pool.acquire(never, "greedy").then(() => queued.push("greedy"));
  await pool.acquire(never, "modest").then(() => queued.push("modest"));
  expect(queued).toEqual(["modest"]);
  pool.release(first);
  await third;
  expect(queued).toEqual(["modest", "greedy"]);
});

test("a freed session goes to the first who may take it, not to one at their limit", async () => {
  const { pool } = makePool({ maximum: 2, ownerMaximum: 1 });
  await pool.acquire(never, "greedy");
  const other = await pool.acquire(never, "other");
  const served: string[] = [];
  void pool.acquire(never, "greedy").then(
    () => served.push("greedy"),
    () => undefined,
  );
  const modest = pool.acquire(never, "modest").then(() => served.push("modest"));
  pool.release(other);
  await modest;
  expect(served).toEqual(["modest"]);
});

test("waiting ends with the signal or in time, and leaves the queue usable", async () => {
  const { pool } = makePool({ maximum: 1, waitMs: 50 });
  const held = await pool.acquire(never, "a");
  const controller = new AbortController();
  const aborted = pool.acquire(controller.signal, "a");
  controller.abort(new Error("stop"));
  await expect(aborted).rejects.toThrow("stop");
  await expect(pool.acquire(never, "a")).rejects.toThrow("in time");
  pool.release(held);
  expect(await pool.acquire(never, "a")).toBe(held);
});

test("a server that cannot be reached takes up no room", async () => {
  let reachable = false;
  const open = async () => {
    if (!reachable) throw new Error("refused");
    return { destroy: () => undefined, isOpen: () => true } as unknown as AnalystConnection;
  };
  const pool = createConnectionPool({ url: "postgres://test", open, maximum: 1, ownerMaximum: 1 });
  pools.push(pool);
  for (let attempt = 0; attempt < 3; attempt++) await expect(pool.acquire(never, "a")).rejects.toThrow("refused");
  reachable = true;
  await pool.acquire(never, "a");
});

import { type AnalystConnection, openAnalystConnection } from "./analyst-connection.ts";

export type ConnectionPool = {
  /**
   * A session nobody else uses. `owner` is whom it counts for. Rejects with the signal's reason when it aborts, with
   * `PoolBusyError` after `waitMs`, and with the driver's error when the server cannot be reached.
   */
  acquire(signal: AbortSignal, owner: string): Promise<AnalystConnection>;
  /** Gives a clean session back. */
  release(connection: AnalystConnection): void;
  /** Ends a session whose state is not known. */
  discard(connection: AnalystConnection): void;
  /** Ends the idle sessions. */
  close(): void;
};

export class PoolBusyError extends Error {
  constructor() {
    super("no database connection became free in time");
    this.name = "PoolBusyError";
  }
}

type PoolOptions = {
  url: string;
  /** Per process; the login's CONNECTION LIMIT must allow it times the app's copies. */
  maximum?: number;
  /** Of one owner at a time, so that one organisation's slow queries leave sessions to the others. */
  ownerMaximum?: number;
  waitMs?: number;
  idleMs?: number;
  open?: (url: string) => Promise<AnalystConnection>;
};

/** `give(null)` means: there is room now, look again. */
type Waiter = { owner: string; give: (connection: AnalystConnection | null) => void };

/**
 * Sessions of one login, each handed to one statement at a time. The driver's own pool reuses a session whose statement timed
 * out or was cancelled; here such a session is thrown away, and a dead one is never handed out.
 */
export function createConnectionPool(options: PoolOptions): ConnectionPool {
  const {
    url,
    maximum = 10,
    ownerMaximum = 4,
    waitMs = 5_000,
    idleMs = 60_000,
    open = openAnalystConnection,
  } = options;
  const idle: { connection: AnalystConnection; timer: NodeJS.Timeout }[] = [];
  const waiting: Waiter[] = [];
  const owners = new Map<AnalystConnection, string>();
  const taken = new Map<string, number>();
  let size = 0;

  const mayTake = (owner: string): boolean => (taken.get(owner) ?? 0) < ownerMaximum;

  function count(owner: string, change: 1 | -1): void {
    const next = (taken.get(owner) ?? 0) + change;
    if (next > 0) taken.set(owner, next);
    else taken.delete(owner);
  }

  /** Ends the connection's count for its owner and lets somebody who waits have the room or the connection itself. */
  function free(connection: AnalystConnection, isReusable: boolean): boolean {
    const owner = owners.get(connection);
    owners.delete(connection);
    if (owner !== undefined) count(owner, -1);
    const index = waiting.findIndex((waiter) => mayTake(waiter.owner));
    const [waiter] = index === -1 ? [] : waiting.splice(index, 1);
    if (waiter === undefined) return false;
    if (isReusable) hand(connection, waiter.owner);
    waiter.give(isReusable ? connection : null);
    return isReusable;
  }

  function hand(connection: AnalystConnection, owner: string): AnalystConnection {
    owners.set(connection, owner);
    count(owner, 1);
    return connection;
  }

  function takeIdle(): AnalystConnection | null {
    for (let entry = idle.pop(); entry !== undefined; entry = idle.pop()) {
      clearTimeout(entry.timer);
      if (entry.connection.isOpen()) return entry.connection;
      drop(entry.connection);
    }
    return null;
  }

  function drop(connection: AnalystConnection): void {
    size--;
    connection.destroy();
    free(connection, false);
  }

  async function openOne(owner: string): Promise<AnalystConnection> {
    size++;
    // Counted while it opens: ten at once would otherwise all pass the owner's limit.
    count(owner, 1);
    try {
      const connection = await open(url);
      owners.set(connection, owner);
      return connection;
    } catch (error) {
      size--;
      count(owner, -1);
      waiting.shift()?.give(null);
      throw error;
    }
  }

  function wait(signal: AbortSignal, owner: string): Promise<AnalystConnection | null> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        owner,
        give(connection) {
          finish();
          resolve(connection);
        },
      };
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        const index = waiting.indexOf(waiter);
        if (index !== -1) waiting.splice(index, 1);
      };
      const onAbort = () => {
        finish();
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        finish();
        reject(new PoolBusyError());
      }, waitMs);
      signal.addEventListener("abort", onAbort, { once: true });
      waiting.push(waiter);
    });
  }

  /**
   * Where the owner may and there is a session or room for one; null otherwise. Not async: between looking and waiting nothing may
   * be given back unseen.
   */
  function take(owner: string): AnalystConnection | Promise<AnalystConnection> | null {
    if (!mayTake(owner)) return null;
    const connection = takeIdle();
    if (connection !== null) return hand(connection, owner);
    return size < maximum ? openOne(owner) : null;
  }

  function release(connection: AnalystConnection): void {
    if (!connection.isOpen()) return drop(connection);
    if (free(connection, true)) return;
    const timer = setTimeout(() => {
      const index = idle.findIndex((entry) => entry.connection === connection);
      if (index === -1) return;
      idle.splice(index, 1);
      drop(connection);
    }, idleMs);
    timer.unref();
    idle.push({ connection, timer });
  }

  return {
    async acquire(signal, owner) {
      signal.throwIfAborted();
      let connection: AnalystConnection | null = null;
      while (connection === null) connection = await (take(owner) ?? wait(signal, owner));
      if (!signal.aborted) return connection;
      release(connection);
      throw signal.reason;
    },
    release,
    discard: drop,
    close() {
      for (const entry of idle.splice(0)) {
        clearTimeout(entry.timer);
        drop(entry.connection);
      }
    },
  };
}

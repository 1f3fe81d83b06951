import { type AnalystConnection, openAnalystConnection } from "./analyst-connection.ts";

export type ConnectionPool = {
  /**
   * A session nobody else uses. Rejects with the signal's reason when it aborts, with `PoolBusyError` after `waitMs`, and with
   * the driver's error when the server cannot be reached.
   */
  acquire(signal: AbortSignal): Promise<AnalystConnection>;
  /** Gives a clean session back. */
  release(connection: AnalystConnection): void;
  /** Ends a session whose state is not known. */
  discard(connection: AnalystConnection): void;
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
  waitMs?: number;
  idleMs?: number;
  open?: (url: string) => Promise<AnalystConnection>;
};

type Waiter = { give: (connection: AnalystConnection | null) => void };

/**
 * Sessions of one login, each handed to one statement at a time. The driver's own pool reuses a session whose statement timed
 * out or was cancelled; here such a session is thrown away, and a dead one is never handed out.
 */
export function createConnectionPool(options: PoolOptions): ConnectionPool {
  const { url, maximum = 8, waitMs = 5_000, idleMs = 60_000, open = openAnalystConnection } = options;
  const idle: { connection: AnalystConnection; timer: NodeJS.Timeout }[] = [];
  const waiting: Waiter[] = [];
  let size = 0;

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
    // Somebody waiting may now open one of their own.
    waiting.shift()?.give(null);
  }

  async function openOne(): Promise<AnalystConnection> {
    size++;
    try {
      return await open(url);
    } catch (error) {
      size--;
      waiting.shift()?.give(null);
      throw error;
    }
  }

  function wait(signal: AbortSignal): Promise<AnalystConnection | null> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
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

  return {
    async acquire(signal) {
      signal.throwIfAborted();
      let connection = takeIdle();
      while (connection === null) connection = size < maximum ? await openOne() : await wait(signal);
      if (!signal.aborted) return connection;
      this.release(connection);
      throw signal.reason;
    },
    release(connection) {
      if (!connection.isOpen()) return drop(connection);
      const waiter = waiting.shift();
      if (waiter !== undefined) return waiter.give(connection);
      const timer = setTimeout(() => {
        const index = idle.findIndex((entry) => entry.connection === connection);
        if (index === -1) return;
        idle.splice(index, 1);
        drop(connection);
      }, idleMs);
      timer.unref();
      idle.push({ connection, timer });
    },
    discard: drop,
    close() {
      for (const entry of idle.splice(0)) {
        clearTimeout(entry.timer);
        drop(entry.connection);
      }
    },
  };
}

import type { Socket } from "node:net";

import postgres from "postgres";

import { type ConnectionAddress, readConnectionUrl } from "./connection-url.ts";
import { openSocket } from "./open-socket.ts";

/** One login session, used by one statement at a time. */
export type AnalystConnection = {
  sql: postgres.Sql;
  /** Ends the session at once, whatever it is doing. */
  destroy(): void;
  /** Bytes the server may still send before the session is destroyed. */
  allowBytes(bytes: number): void;
  /** Whether it was destroyed for sending more than that. */
  exceeded(): boolean;
  /** Asks the server, over a connection of its own, to stop what this session runs. */
  cancel(query: { cancel(): void }): void;
  isOpen(): boolean;
};

const CONNECT_TIMEOUT_MS = 5_000;
/** What setting up a transaction may answer. */
const IDLE_BYTES = 256 * 1024;

/**
 * Logs in. postgres.js reconnects behind its user's back, which would run a query outside the transaction that carries its
 * limits and token; here a session that loses its socket stays lost.
 *
 * Rejects with the driver's or the socket's error.
 */
export async function openAnalystConnection(url: string): Promise<AnalystConnection> {
  const address = readConnectionUrl(url);
  const socket = await openSocket({ ...address, connectTimeoutMs: CONNECT_TIMEOUT_MS });
  let remaining = IDLE_BYTES;
  let cancelling = false;
  // Between two statements nobody else listens, and an unheard error would end the process.
  socket.on("error", () => undefined);
  socket.on("data", (chunk: Buffer) => {
    remaining -= chunk.length;
    if (remaining < 0) socket.destroy(new Error("the server sent more than was allowed"));
  });
  const sql = createDriver(address, socket, () => cancelling);
  const connection: AnalystConnection = {
    sql,
    destroy() {
      socket.destroy();
      void sql.end({ timeout: 0 }).catch(() => undefined);
    },
    allowBytes(bytes) {
      remaining = bytes + IDLE_BYTES;
    },
    exceeded: () => remaining < 0,
    cancel(query) {
      // The driver asks for the cancel message's socket before this returns.
      cancelling = true;
      query.cancel();
      cancelling = false;
    },
    isOpen: () => socket.readyState === "open",
  };
  try {
    await sql.unsafe("select 1");
    return connection;
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

function createDriver(address: ConnectionAddress, first: Socket, isCancelling: () => boolean): postgres.Sql {
  let firstIsFree = true;
  return postgres({
    host: address.host,
    port: address.port,
    database: address.database,
    user: address.user,
    password: address.password,
    max: 1,
    prepare: false,
    fetch_types: false,
    // The socket below is encrypted already.
    ssl: false,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: CONNECT_TIMEOUT_MS / 1000,
    connection: { application_name: "plainchart-analyst" },
    onnotice: () => undefined,
    socket: async () => {
      if (isCancelling()) return openSocket({ ...address, connectTimeoutMs: CONNECT_TIMEOUT_MS });
      if (!firstIsFree) throw new Error("connection closed");
      firstIsFree = false;
      return first;
    },
  } as postgres.Options<Record<string, never>>);
}

import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findFreePort } from "./free-port.ts";
import { prepareClusterHome } from "./postgres/cluster-home.ts";
import { lockCluster, lockClusterBlocking } from "./postgres/cluster-lock.ts";
import { addUser, hasUsers, removeUser } from "./postgres/cluster-users.ts";
import { createCluster, giveTo } from "./postgres/create-cluster.ts";
import { findNativeFiles } from "./postgres/native-files.ts";
import { onProcessEnd } from "./postgres/process-end.ts";
import { serverAccount } from "./postgres/server-account.ts";
import {
  findRunningServer,
  launchServer,
  removeStalePidFile,
  type ServerHandle,
  signalStop,
  stopServer,
} from "./postgres/server-process.ts";
import { readSettings, renderSettings, type ServerSettings, settingsFile } from "./postgres/server-settings.ts";

export type PostgresOptions = {
  projectDir: string;
  /** Each name is a cluster of its own: "app" for the app, "test" for tests. */
  name?: string;
  /** Default: a free port, chosen at each start. */
  port?: number;
  /** postgresql.conf entries on top of the defaults, such as `{ fsync: "off" }` or `{ wal_level: "logical" }`. */
  settings?: ServerSettings;
};

export type RunningPostgres = {
  /** Superuser connection to the database "postgres". */
  url: string;
  port: number;
  dataDir: string;
  pid: number;
  /** False when the server was already running and this process attached to it. */
  owned: boolean;
  /** Lets go of the server; the last process to let go stops it. */
  stop(): Promise<void>;
};

/**
 * Starts the project's own Postgres 18, or attaches to it when it already runs: because another process of the project
 * uses it, or because it was left over by one that was killed. Whoever started it, it runs until the last process that
 * uses it stops, exits, crashes or is ended by a signal.
 *
 * Throws when another process uses the server with other settings or another port, and when it cannot start (the
 * message then ends with Postgres' own log).
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { projectDir, name = "app", settings = {} } = options;
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name)) throw new Error(`not a cluster name: ${name}`);
  const native = findNativeFiles();
  const account = serverAccount();
  const home = prepareClusterHome(path.resolve(projectDir), name, native, account);
  const dataDir = path.join(home.folder, `data-${Number.parseInt(native.version, 10)}`);
  const server: ServerHandle = { home, dataDir, account };

  const unlock = await lockCluster(home.folder);
  try {
    const running = await findRunningServer(server);
    if (running !== undefined) {
      const port = options.port ?? running.port;
      if (readSettings(dataDir)?.text === renderSettings(running.port, settings) && port === running.port) {
        return use(server, running.pid, running.port, false);
      }
      if (hasUsers(home.folder)) {
        throw new Error(
          `Postgres "${name}" of this project is in use with other settings: stop the other process first.`,
        );
      }
    }
    await stopServer(server);
    await createCluster(home, dataDir, account, settings.fsync !== "off");
    removeStalePidFile(dataDir);
    const port = options.port ?? (await findFreePort());
    writeFileSync(settingsFile(dataDir), renderSettings(port, settings), { mode: 0o600 });
    giveTo(settingsFile(dataDir), account);
    const pid = await launchServer(server);
    return use(server, pid, port, true);
  } finally {
    unlock();
  }
}

function use(server: ServerHandle, pid: number, port: number, owned: boolean): RunningPostgres {
  const { home, dataDir } = server;
  const receipt = addUser(home.folder);
  const forgetEnd = onProcessEnd(() => {
    removeUser(receipt);
    // Whoever holds the lock that long is stopping the server already.
    const unlock = lockClusterBlocking(home.folder);
    if (unlock === undefined) return;
    if (!hasUsers(home.folder)) signalStop(server);
    unlock();
  });
  let stopping: Promise<void> | undefined;
  const letGo = async () => {
    const unlock = await lockCluster(home.folder);
    try {
      removeUser(receipt);
      if (!hasUsers(home.folder)) await stopServer(server);
    } finally {
      forgetEnd();
      unlock();
    }
  };
  const password = encodeURIComponent(readFileSync(path.join(home.folder, "password"), "utf8").trim());
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  return { url, port, dataDir, pid, owned, stop: () => (stopping ??= letGo()) };
}

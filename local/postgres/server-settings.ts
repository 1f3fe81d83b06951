import { readFileSync } from "node:fs";
import path from "node:path";

export type ServerSettings = Record<string, string>;

/** Loopback only, no Unix socket, small: several clusters share a laptop. A runaway query cannot fill the disk. */
const defaultSettings: ServerSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "64MB",
  max_connections: "100",
  temp_file_limit: "256MB",
  log_timezone: "UTC",
  timezone: "UTC",
  password_encryption: "scram-sha-256",
};

const settingName = /^[a-z_][a-z0-9_.]*$/;

/** Text of the postgresql.conf that runs the cluster; the port comes first. Throws on what is no setting name. */
export function renderSettings(port: number, overrides: ServerSettings): string {
  const lines = Object.entries({ ...defaultSettings, ...overrides }).map(([name, value]) => {
    if (!settingName.test(name) || /[\0\r\n]/.test(value)) throw new Error(`not a Postgres setting: ${name}`);
    return `${name} = '${value.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
  });
  return [`port = ${port}`, ...lines, ""].join("\n");
}

/** The postgresql.conf a cluster was last started with, undefined before its first start. */
export function readSettings(dataDir: string): { port: number; text: string } | undefined {
  let text: string;
  try {
    text = readFileSync(settingsFile(dataDir), "utf8");
  } catch {
    return undefined;
  }
  return { port: Number(/^port = (\d+)$/m.exec(text)?.[1] ?? 0), text };
}

export function settingsFile(dataDir: string): string {
  return path.join(dataDir, "postgresql.conf");
}

import type { SocketOptions } from "./open-socket.ts";

export type ConnectionAddress = {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  tls: SocketOptions["tls"];
};

/**
 * Takes a `postgres://` URL apart. Only host, port, database, user, password and `sslmode` are read: no socket paths, several
 * hosts or `options=` that a URL could smuggle in. Throws without repeating the URL, which holds a password.
 */
export function readConnectionUrl(text: string): ConnectionAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^postgres(ql)?:$/.test(url.protocol) || !/^[A-Za-z0-9.:[\]-]+$/.test(url.hostname)) {
    throw new Error("not a usable postgres:// URL");
  }
  const mode = url.searchParams.get("sslmode");
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? 5432 : Number(url.port),
    database: decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    tls: mode === "verify-full" ? "verify-full" : mode === null || mode === "disable" ? "disable" : "require",
  };
}

/** Postgres refuses to run as root, so a server started by root runs as this account ("nobody" on every Linux). */
export type ServerAccount = { uid: number; gid: number };

const nobody: ServerAccount = { uid: 65534, gid: 65534 };

/** The account to run Postgres under, or undefined when the current one will do. */
export function serverAccount(): ServerAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (process.platform !== "linux") {
    throw new Error("The embedded Postgres does not run as root on this system: start Plainchart as a normal user.");
  }
  return nobody;
}

/** Environment and working folder for Postgres' programs: nothing of ours leaks into a server that outlives us. */
export function serverSpawnOptions(account: ServerAccount | undefined, folder: string) {
  const environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
  if (process.platform === "win32") environment.SystemRoot = process.env.SystemRoot;
  return { ...account, cwd: account === undefined ? folder : "/", env: environment, windowsHide: true };
}

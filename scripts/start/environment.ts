import { existsSync } from "node:fs";
import path from "node:path";
import { findFreePort } from "#local/free-port.ts";
import { projectDir } from "#scripts/project-tool.ts";

/** Any of these means that somebody chose real services; what is then missing the app itself lists. */
const serviceNames = ["SUPABASE_URL", "ANALYST_DATABASE_URL", "UPSTASH_REDIS_REST_URL"];
const loopbackHost = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** Reads `.env` where there is one. What the environment already says wins. */
export function loadEnvironmentFile(): void {
  const file = path.join(projectDir, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** The app's address: APP_URL, else this machine at PORT; for PORT=0 a free port is chosen and written there. */
export async function readAppUrl(): Promise<string> {
  if (process.env.PORT === "0") process.env.PORT = String(await findFreePort());
  return (process.env.APP_URL ||= `http://localhost:${process.env.PORT || 3000}`);
}

/** Whether this start brings its own services: nobody named real ones, and the address is this machine's. */
export function needsLocalStack(appUrl: string): boolean {
  const namesService = serviceNames.some((name) => process.env[name] !== undefined && process.env[name] !== "");
  return !namesService && URL.canParse(appUrl) && loopbackHost.test(new URL(appUrl).hostname);
}

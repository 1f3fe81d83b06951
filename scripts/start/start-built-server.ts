import { pathToFileURL } from "node:url";
import { serverBundle } from "./build-app.ts";

export type BuiltServer = { url: string; close(): Promise<void> };

/** Starts the HTTP server of the production build, in this process. Its environment must be complete by now. */
export async function startBuiltServer(): Promise<BuiltServer> {
  const bundle = (await import(pathToFileURL(serverBundle).href)) as { startServer(): Promise<BuiltServer> };
  return await bundle.startServer();
}

import { createServer } from "node:http";

import { createServer as createViteServer } from "vite";

import { loadEnvironmentFile } from "./start/environment.ts";
import type { createDevelopmentListener } from "#app/server/http/server.ts";

type ServerModule = { createDevelopmentListener: typeof createDevelopmentListener };

/** The dev server: Vite in front, the app's own request handling behind it, reloaded as files change. */
loadEnvironmentFile();
const port = Number(process.env.PORT ?? 3000);
const appUrl = (process.env.APP_URL ??= `http://localhost:${port}`);
let stopStack = async () => {};

if (process.env.SUPABASE_URL === undefined) {
  const { startLocalStack } = await import("#local/start.ts");
  const stack = await startLocalStack({ projectDir: process.cwd(), appUrl });
  stopStack = () => stack.stop();
  for (const [name, value] of Object.entries(stack.env)) process.env[name] ??= value;
  console.log(`Mail inbox  ${stack.inboxUrl}`);
  for (const user of stack.demoUsers) console.log(`Demo login  ${user.email}  ${user.password}`);
}

const server = createServer();
const vite = await createViteServer({ server: { middlewareMode: true, hmr: { server } }, appType: "custom" });

server.on("request", (request, response) => {
  vite.middlewares(request, response, async () => {
    try {
      const { createDevelopmentListener } = (await vite.ssrLoadModule("/app/server/http/server.ts")) as ServerModule;
      await createDevelopmentListener()(request, response);
    } catch (error) {
      vite.ssrFixStacktrace(error as Error);
      console.error(error);
      response.writeHead(500).end("The app did not start; the terminal says why.");
    }
  });
});
server.listen(port, "127.0.0.1", () => console.log(`Plainchart  ${appUrl}`));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    server.closeAllConnections();
    server.close();
    await vite.close();
    await stopStack();
    process.exit(0);
  });
}

import { runWithProjectNode } from "./bootstrap/run-with-project-node.mjs";

await runWithProjectNode("scripts/start.ts", { acceptsProductionInstall: true });

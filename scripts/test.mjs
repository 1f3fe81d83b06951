import { runWithProjectNode } from "./bootstrap/run-with-project-node.mjs";

await runWithProjectNode("scripts/test.ts", { acceptsProductionInstall: false });

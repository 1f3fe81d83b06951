import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { build } from "vite";
import { expect, test } from "vitest";

import { guardClientBundle } from "./guard-client-bundle.ts";

async function buildWith(entry: string): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), "guard-"));
  try {
    mkdirSync(path.join(root, "app/server"), { recursive: true });
    writeFileSync(path.join(root, "app/server/secret.ts"), "export const secret = 1; export type Secret = number;");
    writeFileSync(path.join(root, "app/entry.ts"), entry);
    await build({
      root,
      configFile: false,
      logLevel: "silent",
      plugins: [guardClientBundle()],
      build: { rollupOptions: { input: path.join(root, "app/entry.ts") } },
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test("code for the browser that imports from app/server fails the build and says what to do", async () => {
  await expect(buildWith('import { secret } from "./server/secret.ts"; console.log(secret);')).rejects.toThrow(
    /reaches the server module .*secret.*app\/shared/s,
  );
});

test("a dynamic import is found too", async () => {
  await expect(buildWith('void import("./server/secret.ts").then(console.log);')).rejects.toThrow(/server module/);
});

test("types may be imported", async () => {
  await buildWith('import type { Secret } from "./server/secret.ts"; const value: Secret = 1; console.log(value);');
});

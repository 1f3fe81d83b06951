import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect, test } from "vitest";

import { projectDir, projectTool } from "#scripts/project-tool.ts";

/** The messages lint has for one file of the given path and text. */
function lint(file: string, text: string): string {
  const root = mkdtempSync(path.join(tmpdir(), "lint-"));
  try {
    copyFileSync(path.join(projectDir, ".oxlintrc.json"), path.join(root, ".oxlintrc.json"));
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
    const [program, ...words] = projectTool("oxlint", "--format=unix", file);
    const { stdout, stderr } = spawnSync(program, words, { cwd: root, encoding: "utf8" });
    return stdout + stderr;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

test.for([
  [
    "shared reaches the server",
    "app/shared/a.ts",
    'import { x } from "#app/server/platform/x.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "a component reaches the server",
    "app/components/a.ts",
    'import { x } from "#app/server/actions/x.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "the pipeline reaches an action",
    "app/server/pipeline/a.ts",
    'import { x } from "#app/server/actions/x.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "platform reaches auth",
    "app/server/platform/a.ts",
    'import { x } from "#app/server/auth/x.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "a model reaches the executor",
    "app/server/analyst/model/a.ts",
    'import { x } from "#app/server/sql/execute-query.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "the offline analyst reaches platform",
    "app/server/analyst/offline/a.ts",
    'import { x } from "#app/server/platform/x.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "the app reaches the embedded stack",
    "app/server/actions/chat/a.ts",
    'import { x } from "#local/start.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "a file beside the server's folders reaches the embedded stack",
    "app/server/a.ts",
    'import { x } from "#local/start.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "a component reaches the server by a short name",
    "app/components/ask/a.ts",
    'import { x } from "@/lib/core/server"; x();',
    "no-restricted-imports",
  ],
  [
    "a form's component reaches the server by a short name",
    "app/components/form/a.ts",
    'import { x } from "@/lib/actions"; x();',
    "no-restricted-imports",
  ],
  [
    "the offline analyst reads a file",
    "app/server/analyst/offline/plan/a.ts",
    'import { readFileSync } from "node:fs"; readFileSync("x");',
    "no-restricted-imports",
  ],
  [
    "shared opens a database",
    "app/shared/a.ts",
    'import postgres from "postgres"; postgres();',
    "no-restricted-imports",
  ],
  [
    "shared reads the process",
    "app/shared/a.ts",
    'import { env } from "node:process"; env.X;',
    "no-restricted-imports",
  ],
  ["an import goes up", "app/server/sql/deep/a.ts", 'import { x } from "../x.ts"; x();', "no-restricted-imports"],
  [
    "an unlisted folder takes the service client",
    "app/server/actions/data/a.ts",
    'import { x } from "#app/server/auth/service-client.ts"; x();',
    "no-restricted-imports",
  ],
  [
    "Conform is imported raw",
    "app/components/ask/a.ts",
    'import { x } from "@conform-to/react"; x();',
    "no-restricted-imports",
  ],
  ["process.env is read", "app/server/sql/a.ts", "export const x = process.env.X;", "no-process-env"],
  ["the console is written to", "app/server/sql/a.ts", "console.log(1);", "no-console"],
] as [string, string, string, string][])("lint stops it when %s", ([, file, text, rule]) => {
  expect(lint(file, text)).toContain(rule);
});

test.for([
  [
    "a type from the server",
    "app/components/a.ts",
    'import type { X } from "#app/server/actions/x.ts"; export type Y = X;',
  ],
  [
    "an action through the pipeline",
    "app/server/actions/chat/a.ts",
    'import { x } from "#app/server/pipeline/define-action.ts"; x();',
  ],
  ["env in its one place", "app/server/platform/env.ts", "export const x = process.env.X;"],
] as [string, string, string][])("lint allows %s", ([, file, text]) => {
  expect(lint(file, text)).not.toMatch(/no-restricted-imports|no-process-env/);
});

import path from "node:path";

import { expect, test } from "vitest";

import { readAttackFile } from "./attack-file.ts";
import type { Verdict } from "./judge.ts";
import { runRedteam } from "./run-redteam.ts";
import { readSchemaFile } from "./schema-file.ts";
import type { WallName } from "./walls.ts";

const quick = path.join(import.meta.dirname, "quick");
const attacks = readAttackFile(path.join(quick, "attacks.jsonl"));
const schema = readSchemaFile(path.join(quick, "schema.sql"));

async function failures(wall: WallName, only = attacks): Promise<string[]> {
  const verdicts = await runRedteam({ attacks: only, schema, wall, cluster: "redteam-test" });
  expect(verdicts).toHaveLength(only.length);
  return verdicts
    .filter((verdict) => problems(verdict).length > 0)
    .map((verdict) => `${verdict.id}: ${problems(verdict).join(", ")}`);
}

function problems(verdict: Verdict): string[] {
  const found = [...verdict.leaks, ...verdict.harm].map((finding) => finding.kind);
  return verdict.benignRefused ? [...found, "benign refused"] : found;
}

test.each(["both", "guard", "database"] as const)(
  "the quick corpus does nothing to wall %s",
  { timeout: 120_000 },
  async (wall) => {
    expect(await failures(wall)).toEqual([]);
  },
);

test("without a wall the oracles see leaks and harm", { timeout: 120_000 }, async () => {
  const kinds = await failures(
    "none",
    attacks.filter((attack) => !/^(cpu|memory|parser)/.test(attack.class)),
  );
  const seen = kinds.join(" ");
  for (const kind of ["canary", "twin", "state", "lock", "notify", "wal", "ran"]) expect(seen).toContain(kind);
});

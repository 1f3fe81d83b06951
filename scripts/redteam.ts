import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { readAttackFile } from "./redteam/attack-file.ts";
import type { Verdict } from "./redteam/judge.ts";
import { RESIDUALS } from "./redteam/residuals.ts";
import { runRedteam } from "./redteam/run-redteam.ts";
import { readSchemaFile } from "./redteam/schema-file.ts";
import type { WallName } from "./redteam/walls.ts";

/**
 * Attacks the product's own guard and executor with a file of texts:
 * `npm run redteam -- --attacks FILE --schema FILE [--wall both|guard|database] [--json OUT]`
 *
 * `--wall none` runs the naive executor alone and is expected to fail: it shows that the oracles see.
 * Exits 0 only when nothing was harmful, nothing leaked and no benign text was refused.
 */
const { values } = parseArgs({
  options: {
    attacks: { type: "string" },
    schema: { type: "string" },
    wall: { type: "string", default: "both" },
    json: { type: "string" },
    only: { type: "string" },
  },
});
if (values.attacks === undefined || values.schema === undefined || !/^(both|guard|database|none)$/.test(values.wall)) {
  console.error("usage: npm run redteam -- --attacks FILE --schema FILE [--wall both|guard|database] [--json OUT]");
  process.exit(2);
}
const wall = values.wall as WallName;
const only = values.only;
const attacks = readAttackFile(values.attacks).filter(
  (attack) => only === undefined || new RegExp(only).test(attack.id),
);
const verdicts = await runRedteam({
  attacks,
  schema: readSchemaFile(values.schema),
  wall,
  onVerdict: (verdict) => {
    for (const finding of [...verdict.leaks, ...verdict.harm]) {
      console.log(`${verdict.id}: ${finding.kind}: ${finding.detail}`);
    }
    if (verdict.benignRefused) console.log(`${verdict.id}: benign text not answered: ${verdict.message}`);
  },
});
printTable(verdicts);
if (wall === "database") printResiduals(verdicts);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(verdicts, null, 2)}\n`);

const harmful = verdicts.filter((verdict) => verdict.harm.length > 0).length;
const leaks = verdicts.filter((verdict) => verdict.leaks.length > 0).length;
const benignRefused = verdicts.filter((verdict) => verdict.benignRefused).length;
const residual = verdicts.filter((verdict) => verdict.residuals.length > 0).length;
const tail = wall === "database" ? `, residual ${residual}` : "";
console.log(`harmful ${harmful}, leaks ${leaks}, benign refused ${benignRefused}${tail}`);
process.exit(harmful + leaks + benignRefused === 0 ? 0 : 1);

function printTable(all: readonly Verdict[]): void {
  const classes = Map.groupBy(all, (verdict) => verdict.class);
  console.log(["class".padEnd(18), "texts", "refused", "failed", "ran", "harmful", "leaks", "residual"].join("  "));
  for (const [name, group] of [...classes].toSorted(([left], [right]) => left.localeCompare(right))) {
    const count = (matches: (verdict: Verdict) => boolean, width: number) =>
      String(group.filter(matches).length).padStart(width);
    console.log(
      [
        name.padEnd(18),
        String(group.length).padStart(5),
        count((verdict) => verdict.outcome === "refused", 7),
        count((verdict) => verdict.outcome === "failed", 6),
        count((verdict) => verdict.outcome === "rows", 3),
        count((verdict) => verdict.harm.length > 0, 7),
        count((verdict) => verdict.leaks.length > 0, 5),
        count((verdict) => verdict.residuals.length > 0, 8),
      ].join("  "),
    );
  }
}

function printResiduals(all: readonly Verdict[]): void {
  for (const residual of RESIDUALS) {
    const ids = all.filter((verdict) => verdict.residuals.includes(residual.name)).map((verdict) => verdict.id);
    if (ids.length > 0)
      console.log(`residual: ${residual.name} (${ids.length}): ${residual.why} Bounded by: ${residual.boundedBy}`);
  }
}

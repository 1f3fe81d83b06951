import { analystPool } from "#app/server/sql/connection/analyst-pools.ts";

import type { Attack } from "./attack-file.ts";
import { judge, type Observation, type Verdict } from "./judge.ts";
import type { SchemaFile } from "./schema-file.ts";
import { type Scratch, type Side, startScratch } from "./scratch.ts";
import { type ServerWatch, watchServer } from "./server-watch.ts";
import { openWall, type Outcome, readCatalog, type Wall, type WallName } from "./walls.ts";

type RedteamOptions = {
  attacks: readonly Attack[];
  schema: SchemaFile;
  wall: WallName;
  /** A cluster of the embedded Postgres used by nobody else. */
  cluster?: string;
  onVerdict?: (verdict: Verdict, index: number) => void;
};

/** Runs every text as tenant A on the scratch database and on its twin, and judges each. */
export async function runRedteam(options: RedteamOptions): Promise<Verdict[]> {
  const { attacks, schema, wall: wallName, cluster } = options;
  // The guard always sees the hardened database's catalog; the naive executor then runs on an unhardened one.
  const hardened = await startScratch(schema, { hardened: true, name: cluster });
  const catalog = await readCatalog(hardened, schema);
  for (const side of ["a", "b"] as const) analystPool(hardened.analystUrl(side)).close();
  const scratch =
    wallName === "guard" || wallName === "none"
      ? await startScratch(schema, { hardened: false, name: cluster })
      : hardened;
  const wall = await openWall(wallName, scratch, schema, catalog);
  const watch = await watchServer(scratch, wall.login);
  const crashes = collectCrashes();
  try {
    const expectedProbes = { a: await wall.probe("a"), b: await wall.probe("b") };
    const verdicts: Verdict[] = [];
    for (const [index, attack] of attacks.entries()) {
      const sides = [
        await observe(wall, watch, "a", attack, expectedProbes),
        await observe(wall, watch, "b", attack, expectedProbes),
      ] as const;
      const differs = await twinsDiffer(wall, attack, sides[0].outcome, sides[1].outcome);
      const verdict = judge(attack, wallName, sides, differs, schema, crashes.take());
      verdicts.push(verdict);
      if (verdict.harm.length > 0) await wall.reset();
      options.onVerdict?.(verdict, index);
    }
    return verdicts;
  } finally {
    crashes.stop();
    await watch.close();
    await wall.close();
    await stopAll([scratch, hardened]);
  }
}

async function stopAll(scratches: Scratch[]): Promise<void> {
  for (const scratch of new Set(scratches)) await scratch.stop();
}

async function observe(
  wall: Wall,
  watch: ServerWatch,
  side: Side,
  attack: Attack,
  expectedProbes: Record<Side, string>,
): Promise<Observation> {
  const { result: outcome, effects } = await watch.around(side, () => wall.attack(side, attack.sql));
  const probe = await probeAgain(wall, side);
  return { outcome, effects, probe, expectedProbe: expectedProbes[side] };
}

/** A server that was just killed needs a moment. */
async function probeAgain(wall: Wall, side: Side): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await wall.probe(side);
    } catch (error) {
      if (attempt === 5) return String(error);
    }
  }
}

/**
 * Whether the answers differ because other tenants' rows do. An answer that also differs between two runs on one database
 * (clocks, process ids) proves nothing.
 */
async function twinsDiffer(wall: Wall, attack: Attack, a: Outcome, b: Outcome): Promise<boolean> {
  if (fingerprint(a) === fingerprint(b)) return false;
  const [again, twinAgain] = [await wall.attack("a", attack.sql), await wall.attack("b", attack.sql)];
  return fingerprint(a) === fingerprint(again) && fingerprint(b) === fingerprint(twinAgain);
}

const TWIN_NAMES = /redteam_[ab]\b/g;

/** Rows as a multiset: their order is not promised. */
function fingerprint(outcome: Outcome): string {
  const rows = outcome.rows.map((row) => JSON.stringify(row)).toSorted();
  // The two databases' own names are no secret.
  return JSON.stringify([outcome.kind, outcome.columns, rows, outcome.message]).replaceAll(TWIN_NAMES, "redteam");
}

/** An exception outside every promise would have ended the app's process. */
function collectCrashes(): { take(): string[]; stop(): void } {
  let seen: string[] = [];
  const onCrash = (error: unknown) => {
    seen.push(String(error));
  };
  process.on("uncaughtException", onCrash).on("unhandledRejection", onCrash);
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    stop() {
      process.off("uncaughtException", onCrash).off("unhandledRejection", onCrash);
    },
  };
}

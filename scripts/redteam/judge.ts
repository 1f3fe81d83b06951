import type { Attack } from "./attack-file.ts";
import { findCanaries } from "./find-canary.ts";
import { type Finding, RESIDUALS } from "./residuals.ts";
import type { SchemaFile } from "./schema-file.ts";
import type { ServerEffects } from "./server-watch.ts";
import { LIMITS, type Outcome, TIMEOUT_MS, type WallName } from "./walls.ts";

export type Observation = {
  outcome: Outcome;
  effects: ServerEffects;
  /** The other tenant's probe of the session, as it should be and as it was. */
  expectedProbe: string;
  probe: string;
};

export type Verdict = {
  id: string;
  class: string;
  outcome: Outcome["kind"];
  leaks: Finding[];
  harm: Finding[];
  residuals: string[];
  benignRefused: boolean;
  message: string;
};

const WAL_LIMIT = 1024 * 1024;
const MEMORY_LIMIT = 256 * 1024 * 1024;

/** The three oracles: secrets in the answer, a difference between the twins, and effects on the server. */
export function judge(
  attack: Attack,
  wall: WallName,
  sides: readonly [Observation, Observation],
  twinDiffers: boolean,
  schema: SchemaFile,
  crashes: readonly string[],
): Verdict {
  const findings: Finding[] = crashes.map((detail) => ({ kind: "crash", detail }));
  // Caps are the executor's work; the naive one has none.
  for (const side of sides)
    findings.push(
      ...answerFindings(attack, side, schema, wall === "both" || wall === "database"),
      ...effectFindings(side),
    );
  if (twinDiffers) findings.push({ kind: "twin", detail: "the answer depends on rows of others" });
  const [{ outcome }] = sides;
  // Without the guard a text may run; what counts then is what it does.
  if (attack.expect === "reject" && outcome.kind === "rows" && wall !== "database") {
    findings.push({ kind: "ran", detail: "ran and gave an answer" });
  }
  const residual = (finding: Finding) =>
    wall === "database" ? RESIDUALS.find((entry) => entry.matches(finding, attack.sql)) : undefined;
  const unexplained = findings.filter((finding) => residual(finding) === undefined);
  return {
    id: attack.id,
    class: attack.class,
    outcome: outcome.kind,
    leaks: unexplained.filter((finding) => finding.kind === "canary" || finding.kind === "twin"),
    harm: unexplained.filter((finding) => finding.kind !== "canary" && finding.kind !== "twin"),
    residuals: [...new Set(findings.map((finding) => residual(finding)?.name).filter((name) => name !== undefined))],
    benignRefused: attack.expect === "allow" && (outcome.kind !== "rows" || outcome.columns.length === 0),
    message: outcome.message.slice(0, 200),
  };
}

function answerFindings(attack: Attack, { outcome }: Observation, schema: SchemaFile, capped: boolean): Finding[] {
  const findings: Finding[] = findCanaries(outcome, schema.canaries, attack.sql).map((detail) => ({
    kind: "canary",
    detail,
  }));
  const bytes = outcome.rows.reduce(
    (sum, row) => sum + row.reduce<number>((total, cell) => total + String(cell).length, 0),
    0,
  );
  const small = outcome.rows.length <= LIMITS.rows && bytes <= LIMITS.bytes;
  if (capped && !small) findings.push({ kind: "size", detail: `${outcome.rows.length} rows, ${bytes} bytes` });
  if (outcome.elapsedMs > TIMEOUT_MS + 1_000)
    findings.push({ kind: "time", detail: `${Math.round(outcome.elapsedMs)} ms` });
  return findings;
}

function effectFindings({ effects, probe, expectedProbe }: Observation): Finding[] {
  const findings: Finding[] = [];
  const add = (kind: Finding["kind"], detail: string) => findings.push({ kind, detail });
  if (effects.changed.length > 0) add("write", effects.changed.join(", "));
  if (effects.advisoryLocks > 0) add("lock", `${effects.advisoryLocks} advisory locks held`);
  if (effects.notified) add("notify", "a listener was woken");
  if (effects.walBytes > WAL_LIMIT) add("wal", `${effects.walBytes} bytes of WAL`);
  if (effects.filesWritten.length > 0) add("file", effects.filesWritten.join(", "));
  if ((effects.memoryBytes ?? 0) > MEMORY_LIMIT)
    add("memory", `${Math.round((effects.memoryBytes ?? 0) / 1024 / 1024)} MB`);
  if (effects.uncancellable) add("uncancellable", "only SIGKILL ended it");
  if (effects.restarted) add("restart", "the postmaster was restarted");
  if (probe !== expectedProbe) add("state", `the session was left as ${probe}`);
  return findings;
}

import { setTimeout as wait } from "node:timers/promises";

import { verifyAudit } from "#app/server/audit/verify-audit.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { reportError } from "#app/server/platform/report-error.ts";

/** Walking a chain reads all its events; a long one must not hold up the page. */
const CHECK_MS = seconds(10);

export type ChainState =
  | { state: "unchecked" }
  | { state: "holds" }
  /** Nothing is known: the walk failed or took too long. */
  | { state: "unknown" }
  /** The first event that does not fit. */
  | { state: "broken"; sequence: number; problem: string };

/** Whether an organisation's hash chain holds. Never rejects. */
export async function checkChain(orgId: string): Promise<ChainState> {
  try {
    const broken = await Promise.race([verifyAudit(orgId), wait(CHECK_MS, null, { ref: false })]);
    if (broken === null) return { state: "unknown" };
    const first = broken[0];
    if (first === undefined) return { state: "holds" };
    return { state: "broken", sequence: first.sequence, problem: first.problem };
  } catch (error) {
    reportError(error, { context: { operation: "audit:verify" } });
    return { state: "unknown" };
  }
}

import { recordAudit } from "#app/server/audit/record-audit.ts";
import type { OrgAuth, UserAuth } from "#app/server/auth/validate-auth.ts";
import type { AnyDefinition } from "#app/server/pipeline/types.ts";
import type { ApplicationError } from "#app/server/platform/application-error.ts";
import { noteAction } from "#app/server/platform/action-stats.ts";
import { log } from "#app/server/platform/log.ts";
import { actionSeconds, actionsTotal, stageSeconds } from "#app/server/platform/metrics.ts";
import { reportError } from "#app/server/platform/report-error.ts";
import type { RequestContext } from "#app/server/platform/request-context.ts";
import { ERROR_CODES, type ErrorCode } from "#app/shared/errors.ts";

export type Outcome = "OK" | "REDIRECT" | ErrorCode;

export type Settlement = {
  auth: UserAuth | OrgAuth | null;
  /** Measures one stage. */
  stage: <Value>(name: string, work: () => Value) => Value;
  /** Writes audit, metrics and log. The first call counts; later ones do nothing. */
  settle: (outcome: Outcome, error?: ApplicationError) => Promise<void>;
};

/** Opens the record of one call, to be settled exactly once, however it ends. */
export function openSettlement(definition: AnyDefinition, context: RequestContext): Settlement {
  const startedMs = performance.now();
  let settled = false;

  const settlement: Settlement = {
    auth: null,
    stage: (name, work) => {
      const beganMs = performance.now();
      const finish = () => stageSeconds.observe({ stage: name }, (performance.now() - beganMs) / 1_000);
      const value = work();
      if (value instanceof Promise) return value.finally(finish) as typeof value;
      finish();
      return value;
    },
    settle: async (outcome, error) => {
      if (settled) return;
      settled = true;
      const durationMs = performance.now() - startedMs;
      noteAction(definition.name, outcome, durationMs);
      actionsTotal.inc({ action: definition.name, code: outcome });
      actionSeconds.observe({ action: definition.name }, durationMs / 1_000);
      writeLog(definition, outcome, durationMs, settlement.auth, error);
      if (definition.kind === "query" && outcome === "OK" && definition.audited === undefined) return;
      await settlement.stage("audit", () =>
        withinAuditWait(
          recordAudit({
            action: definition.name,
            outcome,
            orgId: orgIdOf(settlement.auth),
            actorId: settlement.auth?.userId ?? null,
            requestId: context.requestId,
            clientAddress: context.clientAddress,
            durationMs: Math.round(durationMs),
          }),
        ),
      );
    },
  };
  return settlement;
}

/** An answer waits for its record, but not for a database that hangs; the event stays in line. */
const AUDIT_WAIT_MS = 2_000;

async function withinAuditWait(written: Promise<void>): Promise<void> {
  const enough = Promise.withResolvers<void>();
  const timer = setTimeout(enough.resolve, AUDIT_WAIT_MS);
  await Promise.race([written, enough.promise]);
  clearTimeout(timer);
}

function writeLog(
  { name }: AnyDefinition,
  outcome: Outcome,
  durationMs: number,
  auth: UserAuth | OrgAuth | null,
  error: ApplicationError | undefined,
): void {
  const fields = {
    action: name,
    outcome,
    durationMs: Math.round(durationMs),
    userId: auth?.userId,
    orgId: orgIdOf(auth),
  };
  if (error !== undefined && ERROR_CODES[error.code].level === "error") {
    reportError(error, { context: fields });
    return;
  }
  // What a person did wrong needs no stack; what looks like an attack or an outage does.
  const level = error === undefined ? "info" : ERROR_CODES[error.code].level;
  log()[level](error === undefined || level === "info" ? fields : { ...fields, err: error }, "action settled");
}

function orgIdOf(auth: UserAuth | OrgAuth | null): string | null {
  return auth !== null && "orgId" in auth ? auth.orgId : null;
}

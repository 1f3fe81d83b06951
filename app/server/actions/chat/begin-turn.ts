import { answerTurn } from "#app/server/actions/chat/answer-turn.ts";
import { readLastChart } from "#app/server/actions/chat/edit-chart-last.ts";
import { readHistory } from "#app/server/actions/chat/read-history.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import type { OrgAuth } from "#app/server/auth/validate-auth.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { newId } from "#app/server/platform/ids.ts";
import type { RunKey } from "#app/server/runs/run-log.ts";
import { claimRun } from "#app/server/runs/run-store.ts";
import { startRun } from "#app/server/runs/start-run.ts";
import type { AskInput } from "#app/shared/schemas/ask.ts";

/** Names this process as the holder of the runs it works on. */
const WORKER = newId();

/**
 * Stores the question and sees that exactly one run answers it: starts one, or finds the one that a
 * double click, a reload or another app copy has started.
 */
export async function beginTurn(input: AskInput, auth: OrgAuth): Promise<RunKey> {
  const { orgId } = auth;
  const target = input.target ?? { kind: "warehouse", orgId };
  const [history, lastChart] = await Promise.all([
    readHistory(orgId, input.conversationId),
    readLastChart(orgId, input.conversationId),
  ]);
  const { runId, claimed } = await claimRun(userClient(), {
    orgId,
    conversationId: input.conversationId,
    messageId: input.messageId,
    question: input.question,
    runId: newId(),
    target,
    worker: WORKER,
  });
  const key = { orgId, runId };
  if (claimed) {
    const now = new Date(nowMs()).toISOString();
    const { question } = input;
    startRun(key, WORKER, answerTurn({ key, worker: WORKER, question, target, history, lastChart, now }));
  }
  return key;
}

import { z } from "zod";
import { placeEditedChart, type ChartState } from "#app/server/actions/chat/edit-chart-read.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import type { StoredPart } from "#app/server/runs/collect-parts.ts";
import type { RunStatus } from "#app/server/runs/run-store.ts";

/** A stored question with its answer; null where a run never got as far as one. */
export type StoredTurn = {
  messageId: string;
  question: string;
  runId: string | null;
  status: RunStatus;
  parts: StoredPart[] | null;
  /** Whether its chart was changed, so that a change can be undone. */
  chartChanged: boolean;
};

/**
 * A conversation with its turns, oldest first.
 *
 * @throws ApplicationError NOT_FOUND for one that is deleted, never was, or is not the reader's to see.
 */
export const readConversation = defineQuery({
  name: "chat:read-conversation",
  access: "viewer",
  input: z.object({ conversationId: z.string() }),
  run: async ({ input, auth }) => {
    if (!z.uuid().safeParse(input.conversationId).success) throw new ApplicationError({ code: "NOT_FOUND" });
    // Messages last: an answer is stored with its run's end, so that whatever is read as ended has its answer.
    const [conversation, runs, results] = await Promise.all([
      userClient()
        .from("conversations")
        .select("id, title, user_id")
        .eq("org_id", auth.orgId)
        .eq("id", input.conversationId)
        .maybeSingle(),
      userClient()
        .from("runs")
        .select("id, message_id, status")
        .eq("org_id", auth.orgId)
        .eq("conversation_id", input.conversationId),
      userClient()
        .from("results")
        .select("id, run_id, chart, chart_data, chart_history")
        .eq("org_id", auth.orgId)
        .eq("conversation_id", input.conversationId),
    ]);
    const messages = await userClient()
      .from("messages")
      .select("id, role, parts, run_id")
      .eq("org_id", auth.orgId)
      .eq("conversation_id", input.conversationId)
      .order("sequence");
    const error = conversation.error ?? messages.error ?? runs.error ?? results.error;
    if (error) throw handleDbError(error, "read the conversation");
    if (!conversation.data) throw new ApplicationError({ code: "NOT_FOUND" });
    return {
      id: String(conversation.data.id),
      title: String(conversation.data.title),
      mine: conversation.data.user_id === auth.userId,
      turns: pairUp(messages.data as MessageRow[], runs.data as RunRow[], results.data as ResultRow[]),
    };
  },
});

type MessageRow = { id: string; role: "user" | "assistant"; parts: StoredPart[]; run_id: string | null };
type RunRow = { id: string; message_id: string; status: RunStatus };
type ResultRow = ChartState & { run_id: string | null };

function pairUp(messages: MessageRow[], runs: RunRow[], results: ResultRow[]): StoredTurn[] {
  const runByMessage = new Map(runs.map((run) => [run.message_id, run]));
  const resultByRun = new Map(results.map((result) => [result.run_id, result]));
  const answerByRun = new Map(messages.map((message) => [message.run_id, message.parts]));
  return messages
    .filter((message) => message.role === "user")
    .map((message) => {
      const run = runByMessage.get(message.id);
      const result = run && resultByRun.get(run.id);
      const parts = run ? (answerByRun.get(run.id) ?? null) : null;
      const text = message.parts.find((part) => part.type === "text");
      return {
        messageId: message.id,
        question: text?.type === "text" ? text.text : "",
        runId: run?.id ?? null,
        // A question comes with its run; one without was asked between the two reads.
        status: run?.status ?? "running",
        parts: parts && result ? placeEditedChart(parts, result) : parts,
        chartChanged: (result?.chart_history.length ?? 0) > 0,
      };
    });
}

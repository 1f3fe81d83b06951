import { useRevalidator, useRouteLoaderData } from "react-router";
import { LiveConversation } from "#app/components/ask/live-conversation.tsx";
import { isAnswerView } from "#app/components/ask/turn-view.ts";
import { askInForm } from "#app/server/actions/chat/ask-in-form.ts";
import { drawStoredCharts } from "#app/server/actions/chat/draw-stored-charts.ts";
import { explainStoredSql } from "#app/server/actions/chat/explain-stored-sql.ts";
import { newConversationIds } from "#app/server/actions/chat/new-conversation-ids.ts";
import { readConversation } from "#app/server/actions/chat/read-conversation.ts";
import { roleAllows } from "#app/shared/roles.ts";
import { asLoader } from "@/lib/actions";
import { TurnChart } from "#app/components/ask/turn-chart.tsx";
import { postedQuestion } from "#app/components/ask/posted-question.ts";
import type { Route } from "./+types/conversation.ts";
import type { loader as workspaceLoader } from "./workspace.tsx";

export const loader = asLoader(async ({ params, url }: Route.LoaderArgs) => {
  const conversation = await readConversation({ conversationId: params.conversationId });
  const view = url.searchParams.get("view");
  const shown = conversation.turns.find((turn) => turn.messageId === url.searchParams.get("turn"));
  return {
    conversation,
    nextMessageId: newConversationIds().messageId,
    charts: drawStoredCharts(conversation.turns),
    open: shown && isAnswerView(view) ? { turnId: shown.messageId, view } : null,
    explanation: shown && view === "explain" ? { turnId: shown.messageId, steps: await explainStoredSql(shown) } : null,
  };
});

export const action = (args: Route.ActionArgs) => askInForm.formAction(args);

export default function Conversation({ loaderData, actionData, params }: Route.ComponentProps) {
  const { conversation, charts, nextMessageId, open, explanation } = loaderData;
  const { revalidate } = useRevalidator();
  const role = useRouteLoaderData<typeof workspaceLoader>("routes/ask/workspace")?.role ?? "viewer";
  return (
    <>
      <title>{`${conversation.title} · Plainchart`}</title>
      <LiveConversation
        key={conversation.id}
        conversationId={conversation.id}
        nextMessageId={nextMessageId}
        title={conversation.title}
        loaded={conversation.turns}
        workspaceHref={`/o/${params.slug}`}
        mayAsk={conversation.mine && roleAllows(role, "member")}
        open={open}
        explanation={explanation}
        renderChart={(turn) => <TurnChart turn={turn} svg={charts[turn.id]} />}
        posted={postedQuestion(actionData)}
        empty={() => null}
        onFinished={() => void revalidate()}
      />
    </>
  );
}

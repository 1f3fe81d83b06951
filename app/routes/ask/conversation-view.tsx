import { useRevalidator, useRouteLoaderData } from "react-router";
import { ChartEditor } from "#app/components/ask/chart-editor.tsx";
import { LiveConversation } from "#app/components/ask/live-conversation.tsx";
import type { postedQuestion } from "#app/components/ask/posted-question.ts";
import { TurnChart } from "#app/components/ask/turn-chart.tsx";
import type { FormReply } from "#app/components/form/read-reply.ts";
import { roleAllows } from "#app/shared/roles.ts";
import type { Route } from "./+types/conversation.ts";
import type { loader as workspaceLoader } from "./workspace.tsx";

type ConversationViewProps = {
  loaderData: Route.ComponentProps["loaderData"];
  slug: string;
  postedQuestion?: ReturnType<typeof postedQuestion>;
  /** What the form of a chart left behind. */
  postedChart?: FormReply;
};

/** A stored conversation, on its own page and on those its charts' forms post to. */
export function ConversationView({ loaderData, slug, ...posted }: ConversationViewProps) {
  const { conversation, charts, nextMessageId, open, explanation } = loaderData;
  const { revalidate } = useRevalidator();
  const role = useRouteLoaderData<typeof workspaceLoader>("routes/ask/workspace")?.role ?? "viewer";
  const workspaceHref = `/o/${slug}`;
  const mayAsk = conversation.mine && roleAllows(role, "member");
  const changed = new Set(conversation.turns.filter((turn) => turn.chartChanged).map((turn) => turn.messageId));
  const postedTurn = posted.postedChart?.result?.initialValue?.["messageId"];
  return (
    <>
      <title>{`${conversation.title} · Plainchart`}</title>
      <LiveConversation
        key={conversation.id}
        conversationId={conversation.id}
        nextMessageId={nextMessageId}
        title={conversation.title}
        loaded={conversation.turns}
        workspaceHref={workspaceHref}
        mayAsk={mayAsk}
        open={open}
        explanation={explanation}
        renderChart={(turn) => (
          <TurnChart
            turn={turn}
            svg={charts[turn.id]}
            editor={
              mayAsk ? (
                <ChartEditor
                  turn={turn}
                  conversationHref={`${workspaceHref}/c/${conversation.id}`}
                  conversationId={conversation.id}
                  undoable={changed.has(turn.id)}
                  posted={postedTurn === turn.id ? posted.postedChart : undefined}
                />
              ) : null
            }
          />
        )}
        posted={posted.postedQuestion}
        onFinished={() => void revalidate()}
      />
    </>
  );
}

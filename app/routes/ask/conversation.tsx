import { postedQuestion } from "#app/components/ask/posted-question.ts";
import { isAnswerView } from "#app/components/ask/turn-view.ts";
import { ErrorSection } from "#app/components/layout/error-section.tsx";
import { askInForm } from "#app/server/actions/chat/ask-in-form.ts";
import { drawStoredCharts } from "#app/server/actions/chat/draw-stored-charts.ts";
import { explainStoredSql } from "#app/server/actions/chat/explain-stored-sql.ts";
import { newConversationIds } from "#app/server/actions/chat/new-conversation-ids.ts";
import { readConversation } from "#app/server/actions/chat/read-conversation.ts";
import { asLoader } from "@/lib/actions";
import { ConversationView } from "./conversation-view.tsx";
import type { Route } from "./+types/conversation.ts";

export const loader = asLoader(async ({ params, url }: Pick<Route.LoaderArgs, "params" | "url">) => {
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
  return <ConversationView loaderData={loaderData} slug={params.slug} postedQuestion={postedQuestion(actionData)} />;
}

export function ErrorBoundary({ error, params }: Route.ErrorBoundaryProps) {
  return <ErrorSection error={error} home={{ label: "Ask a new question", href: `/o/${params.slug}` }} />;
}

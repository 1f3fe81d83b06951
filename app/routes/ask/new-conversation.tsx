import { useRevalidator, useRouteLoaderData } from "react-router";
import { ChartEditor } from "#app/components/ask/chart-editor.tsx";
import { LiveConversation } from "#app/components/ask/live-conversation.tsx";
import { SuggestedQuestions } from "#app/components/ask/suggested-questions.tsx";
import { askInForm } from "#app/server/actions/chat/ask-in-form.ts";
import { suggestFirstQuestions } from "#app/server/actions/chat/suggest-first-questions.ts";
import { newConversationIds } from "#app/server/actions/chat/new-conversation-ids.ts";
import { roleAllows } from "#app/shared/roles.ts";
import { asLoader } from "@/lib/actions";
import { TurnChart } from "#app/components/ask/turn-chart.tsx";
import { postedQuestion } from "#app/components/ask/posted-question.ts";
import type { Route } from "./+types/new-conversation.ts";
import type { loader as workspaceLoader } from "./workspace.tsx";

export const loader = asLoader(async () => ({
  ids: newConversationIds(),
  suggestions: await suggestFirstQuestions({}),
}));

export const action = (args: Route.ActionArgs) => askInForm.formAction(args);

/** A question asked here streams into this page; loading it anew would throw its stream away. */
export const shouldRevalidate = () => false;

export default function NewConversation({ loaderData, actionData, params }: Route.ComponentProps) {
  const { ids, suggestions } = loaderData;
  const { revalidate } = useRevalidator();
  const role = useRouteLoaderData<typeof workspaceLoader>("routes/ask/workspace")?.role ?? "viewer";
  const workspaceHref = `/o/${params.slug}`;
  return (
    <>
      <title>Ask · Plainchart</title>
      <LiveConversation
        key={ids.conversationId}
        conversationId={ids.conversationId}
        nextMessageId={ids.messageId}
        loaded={[]}
        workspaceHref={workspaceHref}
        mayAsk={roleAllows(role, "member")}
        open={null}
        explanation={null}
        renderChart={(turn) => (
          <TurnChart
            turn={turn}
            editor={
              <ChartEditor
                turn={turn}
                conversationHref={`${workspaceHref}/c/${ids.conversationId}`}
                conversationId={ids.conversationId}
                undoable={false}
              />
            }
          />
        )}
        posted={postedQuestion(actionData)}
        empty={(ask) => <SuggestedQuestions questions={suggestions} ask={ask} dataHref={`${workspaceHref}/data`} />}
        onFinished={() => void revalidate()}
      />
    </>
  );
}

import { useRouteLoaderData } from "react-router";
import { FirstQuestion } from "#app/components/ask/first-question.tsx";
import { postedQuestion } from "#app/components/ask/posted-question.ts";
import { askInForm } from "#app/server/actions/chat/ask-in-form.ts";
import { newConversationIds } from "#app/server/actions/chat/new-conversation-ids.ts";
import { suggestFirstQuestions } from "#app/server/actions/chat/suggest-first-questions.ts";
import { roleAllows } from "#app/shared/roles.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/new-conversation.ts";
import type { loader as workspaceLoader } from "./workspace.tsx";

export const loader = asLoader(async () => ({
  ids: newConversationIds(),
  suggestions: await suggestFirstQuestions({}),
}));

export const action = (args: Route.ActionArgs) => askInForm.formAction(args);

export default function NewConversation({ loaderData, actionData, params }: Route.ComponentProps) {
  const { ids, suggestions } = loaderData;
  const role = useRouteLoaderData<typeof workspaceLoader>("routes/ask/workspace")?.role ?? "viewer";
  return (
    <>
      <title>Ask · Plainchart</title>
      <FirstQuestion
        key={`${params.slug} ${ids.conversationId}`}
        conversationId={ids.conversationId}
        messageId={ids.messageId}
        suggestions={suggestions}
        workspaceHref={`/o/${params.slug}`}
        mayAsk={roleAllows(role, "member")}
        posted={postedQuestion(actionData)}
      />
    </>
  );
}

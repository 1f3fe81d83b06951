import { undoChartEdit } from "#app/server/actions/chat/edit-chart-undo.ts";
import { ConversationView } from "./conversation-view.tsx";
import type { Route } from "./+types/undo-chart-edit.ts";

export { loader } from "./conversation.tsx";

export const action = (args: Route.ActionArgs) => undoChartEdit.formAction(args);

export default function UndoChartEdit({ loaderData, actionData, params }: Route.ComponentProps) {
  return <ConversationView loaderData={loaderData} slug={params.slug} postedChart={actionData} />;
}

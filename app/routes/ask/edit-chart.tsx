import { editChart } from "#app/server/actions/chat/edit-chart.ts";
import { ConversationView } from "./conversation-view.tsx";
import type { Route } from "./+types/edit-chart.ts";

export { loader } from "./conversation.tsx";

export const action = (args: Route.ActionArgs) => editChart.formAction(args);

/** The conversation once more, where a change to a chart was refused. */
export default function EditChart({ loaderData, actionData, params }: Route.ComponentProps) {
  return <ConversationView loaderData={loaderData} slug={params.slug} postedChart={actionData} />;
}

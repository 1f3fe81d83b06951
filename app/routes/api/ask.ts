import { askQuestion } from "#app/server/actions/chat/ask-question.ts";
import type { Route } from "./+types/ask.ts";

export const action = (args: Route.ActionArgs) => askQuestion.fetchAction(args);

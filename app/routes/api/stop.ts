import { stopAnswer } from "#app/server/actions/chat/stop-answer.ts";
import type { Route } from "./+types/stop.ts";

export const action = (args: Route.ActionArgs) => stopAnswer.fetchAction(args);

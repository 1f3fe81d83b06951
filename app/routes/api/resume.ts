import { resumeAnswer } from "#app/server/actions/chat/resume-answer.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/resume.ts";

export const loader = asLoader(({ params }: Route.LoaderArgs) =>
  resumeAnswer({ conversationId: params.conversationId }),
);

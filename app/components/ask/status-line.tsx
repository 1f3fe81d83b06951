import { stageLabel } from "./stage-label.ts";
import { isUnderWay, type TurnView } from "./turn-view.ts";

/**
 * Tells a screen reader where the newest turn stands: one message a stage and one at the end, never the text as it
 * streams. Rendered from the first page on, because a live region that appears with its words is not read.
 */
export function StatusLine({ turn }: { turn: TurnView | undefined }) {
  return (
    <p role="status" className="sr-only">
      {turn ? announcement(turn) : ""}
    </p>
  );
}

function announcement(turn: TurnView): string {
  if (isUnderWay(turn)) return `${stageLabel(turn.stage)}.`;
  if (turn.failure) return `Not answered. ${turn.failure.message}`;
  if (turn.refusal) return turn.refusal.message;
  if (turn.clarification) return turn.clarification.message;
  if (turn.stage === "stopped") return "Stopped. What had arrived is kept.";
  return `Answered. ${turn.text ?? ""}`;
}

import { formatCount } from "#app/shared/format/format-count.ts";
import { formatDuration } from "#app/shared/format/format-duration.ts";
import { confidenceLabel } from "./confidence-label.ts";
import { stageLabel } from "./stage-label.ts";
import { isUnderWay, type TurnView } from "./turn-view.ts";

/** While the turn is under way its stage, afterwards who answered and how: always one line, so nothing moves. */
export function SheetStatus({ turn }: { turn: TurnView }) {
  if (isUnderWay(turn)) {
    return (
      <p className="flex min-h-5 items-center gap-2 text-small text-ink-soft">
        <span aria-hidden className="size-1.5 animate-breathe rounded-full bg-ink" />
        {stageLabel(turn.stage)}…
      </p>
    );
  }
  return <p className="min-h-5 text-small text-ink-faint">{settledWords(turn).join(" · ")}</p>;
}

function settledWords(turn: TurnView): string[] {
  const { interpretation, result } = turn;
  const words: string[] = [];
  if (turn.refusal) words.push("No answer in this data");
  if (turn.clarification) words.push("Can be read in more than one way");
  if (turn.stage !== "done") words.push(stageLabel(turn.stage));
  if (interpretation && interpretation.confidence !== null) {
    const who = interpretation.analyst === "offline" ? "Built-in analyst" : "Language model";
    words.push(`${who}, ${confidenceLabel(interpretation.confidence)}`);
  }
  if (result) words.push(`${formatCount(result.rowCount, "row")} in ${formatDuration(result.elapsedMs)}`);
  return words;
}

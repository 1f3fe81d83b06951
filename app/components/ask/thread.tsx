import type { ReactNode } from "react";
import type { AnswerAction } from "./answer-actions.tsx";
import type { AskForm } from "./ask-form.ts";
import { StatusLine } from "./status-line.tsx";
import { useShowNewTurn } from "./use-show-new-turn.ts";
import { TurnSheet } from "./turn-sheet.tsx";
import type { AnswerView, TurnView } from "./turn-view.ts";

export type ThreadProps = {
  turns: TurnView[];
  ask: AskForm;
  /** Which turn the address shows in which view. */
  open?: { turnId: string; view: AnswerView } | null;
  viewHref: (turnId: string, view: AnswerView) => string;
  renderChart: (turn: TurnView) => ReactNode;
  actionsFor?: (turn: TurnView) => AnswerAction[];
};

/** The turns, oldest first. A log that stays silent: `StatusLine` speaks for it. */
export function Thread({ turns, ask, open, viewHref, renderChart, actionsFor }: ThreadProps) {
  const newest = turns.at(-1);
  useShowNewTurn(newest);
  return (
    <>
      <div
        role="log"
        aria-live="off"
        aria-label="Questions and answers"
        className="divide-y divide-rule [&>:first-child]:pt-0"
      >
        {turns.map((turn) => (
          <TurnSheet
            key={turn.id}
            turn={turn}
            view={open?.turnId === turn.id ? open.view : "table"}
            viewHref={(view) => viewHref(turn.id, view)}
            chart={turn.chart && turn.result ? renderChart(turn) : undefined}
            actions={actionsFor?.(turn)}
            ask={ask}
          />
        ))}
      </div>
      <StatusLine turn={newest} />
    </>
  );
}

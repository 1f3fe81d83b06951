import type { ReactNode } from "react";
import type { AnswerAction } from "./answer-actions.tsx";
import type { AskForm } from "./ask-form.ts";
import { StatusLine } from "./status-line.tsx";
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
  /** Turns that streamed into this page. */
  liveTurnIds?: ReadonlySet<string>;
};

/** The turns, oldest first. A log that stays silent: `StatusLine` speaks for it. */
export function Thread({ turns, ask, open, viewHref, renderChart, actionsFor, liveTurnIds }: ThreadProps) {
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
            live={liveTurnIds?.has(turn.id)}
          />
        ))}
      </div>
      <StatusLine turn={turns.at(-1)} />
    </>
  );
}

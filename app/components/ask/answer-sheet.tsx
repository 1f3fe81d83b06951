import { useState, type ReactNode } from "react";
import { SqlCode } from "#app/components/ui/sql-code.tsx";
import { Skeleton } from "#app/components/ui/skeleton.tsx";
import { AnswerActions, type AnswerAction } from "./answer-actions.tsx";
import { AnswerViews } from "./answer-views.tsx";
import type { AskForm } from "./ask-form.ts";
import { NoticeList } from "./notice-list.tsx";
import { asChoices, QuestionList } from "./question-list.tsx";
import { Reading } from "./reading.tsx";
import { Sheet } from "./sheet.tsx";
import { isUnderWay, type AnswerView, type TurnView } from "./turn-view.ts";

export type AnswerSheetProps = {
  turn: TurnView;
  view: AnswerView;
  viewHref: (view: AnswerView) => string;
  /** The chart drawn, where the turn has one. */
  chart?: ReactNode;
  actions?: AnswerAction[];
  ask: AskForm;
};

/**
 * An answer in the order in which one checks it. It draws itself from any part of a turn: nothing stands below a block
 * that may still grow, except where that block's room is reserved.
 */
export function AnswerSheet({ turn, view, viewHref, chart, actions = [], ask }: AnswerSheetProps) {
  const underWay = isUnderWay(turn);
  // A turn that streams into this page keeps the room it reserved, even once it is finished: nothing moves.
  const [reserve] = useState(underWay);
  // The rows come in under the chart once that is complete: the sentence is written after it.
  const complete = turn.text !== undefined || !underWay;
  return (
    <Sheet turn={turn}>
      {turn.interpretation ? <Reading interpretation={turn.interpretation} /> : null}
      {turn.sql && !turn.result && underWay ? <SqlCode sql={turn.sql} /> : null}
      {turn.result || turn.text ? <Sentence text={turn.text} reserve={reserve} /> : null}
      <NoticeList notices={turn.notices} />
      {chart}
      {turn.stage === "drawing" && !turn.chart ? <ChartOutline /> : null}
      {turn.sql && complete ? <AnswerViews turn={turn} view={view} viewHref={viewHref} /> : null}
      {underWay ? null : (
        <>
          <AnswerActions actions={actions} />
          <QuestionList title="Other ways to read it" choices={turn.interpretation?.alternatives ?? []} ask={ask} />
          <QuestionList title="Next" choices={asChoices(turn.suggestions)} ask={ask} />
        </>
      )}
    </Sheet>
  );
}

function Sentence({ text, reserve }: { text?: string; reserve: boolean }) {
  // Room for about 160 characters: four lines on a phone, two on a wide screen.
  return (
    <div className={reserve ? "min-h-28 sm:min-h-14" : undefined}>
      {text ? (
        <p className="text-title wrap-anywhere">{text}</p>
      ) : reserve ? (
        <Skeleton className="mt-1.5 h-4 w-3/4" />
      ) : null}
    </div>
  );
}

/** Bars in the colour of paper, on their line: a chart is on its way. */
function ChartOutline() {
  return (
    <div
      aria-hidden
      className="flex h-(--chart-height) animate-breathe items-end gap-[4%] border-b border-rule px-[2%]"
    >
      {["h-1/2", "h-4/5", "h-3/5", "h-2/5", "h-3/4", "h-1/3"].map((height) => (
        <span key={height} className={`flex-1 rounded-t-small bg-paper-sunk ${height}`} />
      ))}
    </div>
  );
}

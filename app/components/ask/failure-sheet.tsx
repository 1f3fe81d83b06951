import { Notice } from "#app/components/ui/notice.tsx";
import { SqlCode } from "#app/components/ui/sql-code.tsx";
import type { AskForm } from "./ask-form.ts";
import { QuestionList } from "./question-list.tsx";
import { Reading } from "./reading.tsx";
import { Sheet } from "./sheet.tsx";
import type { TurnView } from "./turn-view.ts";

type FailureSheetProps = { turn: TurnView; failure: NonNullable<TurnView["failure"]>; ask: AskForm };

/** What happened, what was kept, what to do next. */
export function FailureSheet({ turn, failure, ask }: FailureSheetProps) {
  return (
    <Sheet turn={turn}>
      {turn.interpretation ? <Reading interpretation={turn.interpretation} /> : null}
      <Notice tone="danger" title={failure.message}>
        {failure.hint ? <p className="text-ink-soft">{failure.hint}</p> : null}
        <p className="text-small text-ink-faint">
          Your question is kept. Code <code className="font-mono">{failure.code}</code>
        </p>
      </Notice>
      {turn.sql ? <SqlCode sql={turn.sql} label="The SQL that failed" /> : null}
      <QuestionList title="Try again" choices={[{ label: turn.question, question: turn.question }]} ask={ask} />
    </Sheet>
  );
}

import type { AskForm } from "./ask-form.ts";
import { QuestionList } from "./question-list.tsx";
import { Sheet } from "./sheet.tsx";
import type { TurnView } from "./turn-view.ts";

type ClarificationSheetProps = {
  turn: TurnView;
  clarification: NonNullable<TurnView["clarification"]>;
  ask: AskForm;
};

/** The question can be read in more than one way: the reader picks. */
export function ClarificationSheet({ turn, clarification, ask }: ClarificationSheetProps) {
  return (
    <Sheet turn={turn}>
      <p className="text-title wrap-anywhere">{clarification.message}</p>
      <QuestionList title="Which one?" choices={clarification.choices} ask={ask} />
    </Sheet>
  );
}

import { AnswerSheet, type AnswerSheetProps } from "./answer-sheet.tsx";
import { ClarificationSheet } from "./clarification-sheet.tsx";
import { FailureSheet } from "./failure-sheet.tsx";
import { RefusalSheet } from "./refusal-sheet.tsx";

/** The sheet that fits what a turn has become so far. */
export function TurnSheet(props: AnswerSheetProps) {
  const { turn, ask } = props;
  if (turn.failure) return <FailureSheet turn={turn} failure={turn.failure} ask={ask} />;
  if (turn.refusal) return <RefusalSheet turn={turn} refusal={turn.refusal} ask={ask} />;
  if (turn.clarification) return <ClarificationSheet turn={turn} clarification={turn.clarification} ask={ask} />;
  return <AnswerSheet {...props} />;
}

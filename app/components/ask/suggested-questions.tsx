import type { AskForm } from "./ask-form.ts";
import { asChoices, QuestionList } from "./question-list.tsx";

type SuggestedQuestionsProps = { questions: string[]; ask: AskForm; dataHref?: string };

/** Fills a conversation that has not begun. */
export function SuggestedQuestions({ questions, ask, dataHref }: SuggestedQuestionsProps) {
  return (
    <div className="space-y-8 pt-[8dvh]">
      <div className="space-y-2">
        <h1 className="text-title font-semibold">What would you like to know?</h1>
        <p className="max-w-prose text-ink-soft">
          Ask in plain words. You get the rows, the SQL that found them and a chart; where your data has no answer, you
          are told so.{" "}
          {dataHref ? (
            <a className="link" href={dataHref}>
              See what there is to ask about.
            </a>
          ) : null}
        </p>
      </div>
      <QuestionList title="For example" headingLevel={2} choices={asChoices(questions)} ask={ask} />
    </div>
  );
}

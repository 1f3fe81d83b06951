import type { Choice } from "#app/shared/analyst.ts";
import type { AskForm } from "./ask-form.ts";
import { QuestionButton } from "./question-button.tsx";

type QuestionListProps = { title: string; choices: Choice[]; ask: AskForm };

/** A short list of questions to ask with one press. */
export function QuestionList({ title, choices, ask }: QuestionListProps) {
  if (choices.length === 0) return null;
  return (
    <section className="space-y-1">
      <h3 className="text-small font-medium text-ink-soft">{title}</h3>
      <ul className="divide-y divide-rule">
        {choices.map((choice) => (
          <li key={choice.question}>
            <QuestionButton question={choice.question} label={choice.label} ask={ask} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Questions that are their own label. */
export function asChoices(questions: string[]): Choice[] {
  return questions.map((question) => ({ label: question, question }));
}

import type { Choice } from "#app/shared/analyst.ts";
import type { AskForm } from "./ask-form.ts";
import { QuestionButton } from "./question-button.tsx";

type QuestionListProps = { title: string; choices: Choice[]; ask: AskForm; headingLevel?: 2 | 3 };

/** A short list of questions to ask with one press. */
export function QuestionList({ title, choices, ask, headingLevel = 3 }: QuestionListProps) {
  if (choices.length === 0) return null;
  const Heading = `h${headingLevel}` as const;
  return (
    <section className="space-y-1">
      <Heading className="text-small font-medium text-ink-soft">{title}</Heading>
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

import { Chip } from "#app/components/ui/chip.tsx";
import type { AskForm } from "./ask-form.ts";
import { asChoices, QuestionList } from "./question-list.tsx";
import { Sheet } from "./sheet.tsx";
import type { TurnView } from "./turn-view.ts";

type RefusalSheetProps = { turn: TurnView; refusal: NonNullable<TurnView["refusal"]>; ask: AskForm };

/** An honest no: what could not be placed, what is there, and what one might have meant. */
export function RefusalSheet({ turn, refusal, ask }: RefusalSheetProps) {
  return (
    <Sheet turn={turn}>
      <p className="text-title wrap-anywhere">{refusal.message}</p>
      <ChipRow title="Not found in your data" words={refusal.unplacedWords} struck />
      <ChipRow title="What is there" words={refusal.available} />
      <QuestionList title="You might have meant" choices={asChoices(refusal.suggestions)} ask={ask} />
    </Sheet>
  );
}

function ChipRow({ title, words, struck = false }: { title: string; words: string[]; struck?: boolean }) {
  if (words.length === 0) return null;
  return (
    <section className="space-y-2">
      <h3 className="text-small font-medium text-ink-soft">{title}</h3>
      <ul className="flex flex-wrap gap-1.5">
        {words.map((word) => (
          <li key={word} className="max-w-full">
            <Chip>{struck ? `“${word}”` : word}</Chip>
          </li>
        ))}
      </ul>
    </section>
  );
}

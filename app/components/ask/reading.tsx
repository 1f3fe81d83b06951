import type { InterpretationChip } from "#app/shared/analyst.ts";
import { Chip } from "#app/components/ui/chip.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import type { TurnView } from "./turn-view.ts";

const ROLE_WORDS = {
  table: "from",
  measure: "measure",
  dimension: "by",
  grain: "per",
  filter: "where",
  sort: "sorted",
  limit: "first",
  operation: "as",
} as const satisfies Record<InterpretationChip["role"], string>;

/** The word before a chip, where its label does not begin with it already: "by month", never "by by month". */
function roleWord({ role, label }: InterpretationChip): string | undefined {
  return label.toLowerCase().startsWith(`${ROLE_WORDS[role]} `) ? undefined : ROLE_WORDS[role];
}

/** Below this confidence the reader is asked to look twice. */
const SURE = 0.65;

type ReadingProps = { interpretation: NonNullable<TurnView["interpretation"]> };

/** How the question was read: a sentence, its parts, and what was assumed. */
export function Reading({ interpretation }: ReadingProps) {
  const { summary, chips, assumptions, confidence } = interpretation;
  return (
    <div role="group" aria-label="How the question was read" className="space-y-2">
      <p className="text-ink-soft">{summary}</p>
      {confidence !== null && confidence < SURE ? (
        <Notice tone="caution">
          <p className="text-small">
            Check this reading before you trust the answer: it is one of several possible ones.
          </p>
        </Notice>
      ) : null}
      {chips.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {chips.map((chip, index) => (
            <li key={index} className="max-w-full" title={chip.words ? `From your words: ${chip.words}` : undefined}>
              <Chip kind={roleWord(chip)}>{chip.label}</Chip>
            </li>
          ))}
        </ul>
      ) : null}
      {assumptions.length > 0 ? (
        <ul className="space-y-0.5 text-small text-ink-soft">
          {assumptions.map((assumption) => (
            <li key={assumption} className="flex gap-2">
              <span className="flex-none text-ink-faint">Assumed</span>
              <span className="min-w-0 wrap-anywhere">{assumption}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

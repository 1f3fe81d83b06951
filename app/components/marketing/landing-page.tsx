import type { ReactNode } from "react";
import { AnswerSheet } from "#app/components/ask/answer-sheet.tsx";
import { RefusalSheet } from "#app/components/ask/refusal-sheet.tsx";
import type { AnswerView, TurnView } from "#app/components/ask/turn-view.ts";
import { LinkButton } from "#app/components/ui/link-button.tsx";
import { EXAMPLE_ANSWER, EXAMPLE_REFUSAL } from "./example-turns.ts";
import { PromiseList } from "./promise-list.tsx";

type LandingPageProps = {
  /** Sign up, or the app for who is signed in. */
  start: { label: string; href: string };
  view: AnswerView;
  renderChart: (turn: TurnView) => ReactNode;
};

export function LandingPage({ start, view, renderChart }: LandingPageProps) {
  // Questions on this page lead to the real thing.
  const ask = { action: start.href };
  return (
    <>
      <section className="mx-auto max-w-6xl space-y-6 px-4 pt-14 pb-12 sm:px-8 sm:pt-24 sm:pb-20">
        <h1 className="max-w-3xl text-display font-semibold">Ask your database in plain words</h1>
        <p className="max-w-2xl text-title text-ink-soft">
          Get SQL you can read, rows you can check and a chart that draws as it arrives. Where your data has no answer,
          you are told so.
        </p>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3 pt-2">
          <LinkButton to={start.href} variant="primary">
            {start.label}
          </LinkButton>
          <a href="#example" className="link">
            See an answer first
          </a>
        </p>
      </section>
      <section aria-label="An example" id="example" className="scroll-mt-4 border-y border-rule">
        <div className="mx-auto max-w-3xl px-4 py-8 sm:px-8 sm:py-12">
          <AnswerSheet
            turn={EXAMPLE_ANSWER}
            view={view}
            viewHref={(next) => `?view=${next}#example`}
            chart={renderChart(EXAMPLE_ANSWER)}
            ask={ask}
          />
          <p className="border-t border-rule pt-4 text-small text-ink-faint">An example on made-up figures.</p>
        </div>
      </section>
      <PromiseList />
      <section aria-labelledby="refusals" className="border-y border-rule">
        <div className="mx-auto grid max-w-6xl gap-12 px-4 py-14 sm:px-8 sm:py-20 lg:grid-cols-[1fr_1.2fr] lg:gap-20">
          <div className="space-y-4">
            <h2 id="refusals" className="text-title font-semibold">
              A wrong number is worse than none
            </h2>
            <p className="max-w-md text-ink-soft">
              A question that your data cannot answer gets a plain no: the words that match nothing, what there is
              instead, and three questions that do have an answer. Numbers in a sentence are checked against the rows
              before you see them.
            </p>
          </div>
          <div className="[&>article]:py-0">
            <RefusalSheet turn={EXAMPLE_REFUSAL} refusal={EXAMPLE_REFUSAL.refusal} ask={ask} />
          </div>
        </div>
      </section>
      <section className="mx-auto max-w-6xl space-y-6 px-4 py-16 sm:px-8 sm:py-24">
        <h2 className="max-w-xl text-title font-semibold">Ask your first question</h2>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <LinkButton to={start.href} variant="primary">
            {start.label}
          </LinkButton>
          <LinkButton to="/pricing" variant="quiet">
            See the plans
          </LinkButton>
        </p>
      </section>
    </>
  );
}

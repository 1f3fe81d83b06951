import { AskPage } from "#app/components/ask/ask-page.tsx";
import { Composer } from "#app/components/ask/composer.tsx";
import { ConversationList } from "#app/components/ask/conversation-list.tsx";
import { SuggestedQuestions } from "#app/components/ask/suggested-questions.tsx";
import { Thread } from "#app/components/ask/thread.tsx";
import type { AnswerView, TurnView } from "#app/components/ask/turn-view.ts";
import { ChartFigure } from "#app/components/chart/chart-figure.tsx";
import { AppShell } from "#app/components/layout/app-shell.tsx";
import { EXAMPLE_REFUSAL } from "#app/components/marketing/example-turns.ts";
import type { ReactNode } from "react";
import {
  ANSWERED,
  CLARIFICATION,
  FAILURE,
  LONG_QUESTION,
  NO_ROWS,
  STOPPED,
  STREAMING,
  SUGGESTIONS,
  WIDE,
} from "./gallery-fixtures.ts";

const ASK = { action: "?", fields: { conversationId: "c1" } };
const LAST_QUARTERS = "Hours per department in the last four quarters, without the ones that are not billable";

export function GalleryShell({ children }: { children: ReactNode }) {
  return (
    <AppShell
      organization={{ name: "Northwind Studio", slug: "northwind-studio" }}
      organizations={[
        { name: "Northwind Studio", slug: "northwind-studio", href: "#" },
        { name: "Harbor Labs", slug: "harbor-labs", href: "#" },
      ]}
      user={{ email: "owner@northwind.example" }}
      navigation={[
        { label: "Ask", href: "/o/northwind-studio/ask" },
        { label: "Data", href: "/o/northwind-studio/data" },
      ]}
      accountLinks={[{ label: "Members", href: "/o/northwind-studio/settings/members" }]}
      newQuestionHref="/o/northwind-studio/ask"
      createOrganizationHref="/organizations/new"
      signOutAction="/sign-out"
      rail={
        <ConversationList
          conversations={[ANSWERED.question, LAST_QUARTERS, "Overdue invoices", "Revenue by region"].map(
            (title, index) => ({
              id: String(index),
              title,
              href: index === 0 ? "." : `/o/northwind-studio/c/${index}`,
              when: "today",
            }),
          )}
        />
      }
    >
      {children}
    </AppShell>
  );
}

export function drawChart(turn: TurnView) {
  return turn.chart && turn.result ? <ChartFigure config={turn.chart.config} result={turn.result} /> : null;
}

function AskSpecimen({ turns, view = "table", live }: { turns: TurnView[]; view?: AnswerView; live?: boolean }) {
  const last = turns.at(-1)!;
  return (
    <GalleryShell>
      <AskPage
        title="Active projects"
        composer={<Composer ask={ASK} lastQuestion={last.question} busy={live} stop={{ action: "?" }} />}
      >
        <Thread
          turns={turns}
          ask={ASK}
          open={{ turnId: last.id, view }}
          viewHref={(turnId, next) => `?turn=${turnId}&view=${next}`}
          renderChart={drawChart}
          actionsFor={() => [
            { label: "Save", action: "?" },
            { label: "Download CSV", href: "#" },
          ]}
        />
      </AskPage>
    </GalleryShell>
  );
}

export const SHEET_SPECIMENS: Record<string, () => ReactNode> = {
  "ask-empty": () => (
    <GalleryShell>
      <AskPage composer={<Composer ask={ASK} autoFocus />}>
        <SuggestedQuestions questions={SUGGESTIONS} ask={ASK} dataHref="#" />
      </AskPage>
    </GalleryShell>
  ),
  "ask-answer": () => <AskSpecimen turns={[ANSWERED]} />,
  "ask-sql": () => <AskSpecimen turns={[ANSWERED]} view="sql" />,
  "ask-explain": () => <AskSpecimen turns={[ANSWERED]} view="explain" />,
  "ask-wide": () => <AskSpecimen turns={[WIDE]} />,
  "ask-wide-sql": () => <AskSpecimen turns={[WIDE]} view="sql" />,
  "ask-refusal": () => <AskSpecimen turns={[EXAMPLE_REFUSAL]} />,
  "ask-clarification": () => <AskSpecimen turns={[CLARIFICATION]} />,
  "ask-failure": () => <AskSpecimen turns={[FAILURE]} />,
  "ask-no-rows": () => <AskSpecimen turns={[NO_ROWS]} />,
  "ask-stopped": () => <AskSpecimen turns={[STOPPED]} />,
  "ask-long-question": () => <AskSpecimen turns={[LONG_QUESTION]} />,
  "ask-thread": () => <AskSpecimen turns={[ANSWERED, NO_ROWS, EXAMPLE_REFUSAL]} />,
  ...Object.fromEntries(STREAMING.map((turn, step) => [`ask-step-${step}`, () => <AskSpecimen turns={[turn]} live />])),
};

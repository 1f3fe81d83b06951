import type { ReactNode } from "react";
import type { FormFailure } from "#app/components/form/form-outcome.ts";
import type { AnswerAction } from "./answer-actions.tsx";
import { AskPage } from "./ask-page.tsx";
import { Composer } from "./composer.tsx";
import { Thread } from "./thread.tsx";
import type { AnswerView, ExplanationStep, TurnView } from "./turn-view.ts";
import { useLiveTurns, type LoadedTurn } from "./use-live-turns.ts";

type LiveConversationProps = {
  conversationId: string;
  /** Names the next question in the plain form; with JavaScript each question gets its own. */
  nextMessageId: string;
  title?: string;
  loaded: LoadedTurn[];
  /** `/o/:slug` */
  workspaceHref: string;
  /** A viewer reads; only a member asks. */
  mayAsk: boolean;
  open: { turnId: string; view: AnswerView } | null;
  explanation: { turnId: string; steps: ExplanationStep[] } | null;
  renderChart: (turn: TurnView) => ReactNode;
  /** What a post without JavaScript left behind. */
  posted?: { question?: string; errors?: string[]; failure?: FormFailure | null };
  onFinished: () => void;
};

/** A conversation: its sheets as they stream, and the box for the next question. */
export function LiveConversation(props: LiveConversationProps) {
  const { conversationId, workspaceHref, explanation } = props;
  const conversationHref = `${workspaceHref}/c/${conversationId}`;
  const live = useLiveTurns({
    conversationId,
    loaded: props.loaded,
    askHref: `${workspaceHref}/api/ask`,
    resumeHref: `${workspaceHref}/api/conversations/${conversationId}/stream`,
    onFinished: props.onFinished,
  });
  const turns = live.turns.map((turn) => ({
    ...turn,
    ...storedChart(props.loaded.find(({ messageId }) => messageId === turn.id)),
    ...(explanation?.turnId === turn.id ? { explanation: explanation.steps } : {}),
  }));
  const ask = {
    action: conversationHref,
    fields: { conversationId, messageId: props.nextMessageId },
    onAsk: live.ask,
  };
  const runFields = live.runId === null ? undefined : { runId: live.runId };
  return (
    <AskPage
      title={props.title ?? turns[0]?.question}
      composer={
        props.mayAsk ? (
          <Composer
            ask={ask}
            busy={live.busy}
            stop={{
              action: `${workspaceHref}/api/stop`,
              fields: runFields,
              // Before the run has a name, there is only the request to take back.
              onStop: () => (runFields ? void stop(workspaceHref, runFields) : live.takeBack()),
            }}
            defaultQuestion={props.posted?.question}
            errors={props.posted?.errors}
            failure={live.failure ?? props.posted?.failure}
            lastQuestion={turns.at(-1)?.question}
            autoFocus={turns.length === 0}
          />
        ) : (
          <p className="text-small text-ink-soft">Your role is viewer: you can read answers. A member can ask.</p>
        )
      }
    >
      <Thread
        turns={turns}
        ask={ask}
        open={props.open}
        viewHref={(turnId, view) => `${conversationHref}?turn=${turnId}&view=${view}#turn-${turnId}`}
        renderChart={props.renderChart}
        actionsFor={(turn) => actionsFor(turn, workspaceHref)}
      />
    </AskPage>
  );
}

/** The chart as it was last changed, which may be after it streamed into this page. */
function storedChart(loaded: LoadedTurn | undefined): Pick<TurnView, "chart"> {
  const part = loaded?.parts?.find(({ type }) => type === "data-chart");
  return part ? { chart: part.data as NonNullable<TurnView["chart"]> } : {};
}

function actionsFor(turn: TurnView, workspaceHref: string): AnswerAction[] {
  if (!turn.result || turn.result.rows.length === 0) return [];
  const files = `${workspaceHref}/api/results/${turn.result.resultId}`;
  const rows = { label: "Download CSV", href: `${files}/rows.csv`, download: true };
  if (!turn.chart || turn.chart.config.type === "table" || turn.chart.config.type === "big_number") return [rows];
  return [
    rows,
    { label: "Chart as PNG", href: `${files}/chart.png`, download: true },
    { label: "SVG", href: `${files}/chart.svg`, download: true },
  ];
}

/** The stream itself tells what became of the run; a failed stop leaves it running, which is seen too. */
async function stop(workspaceHref: string, fields: { runId: string }) {
  await fetch(`${workspaceHref}/api/stop`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
  });
}

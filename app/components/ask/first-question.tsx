import { useState } from "react";
import type { FormFailure } from "#app/components/form/form-outcome.ts";
import { AskPage } from "./ask-page.tsx";
import { Composer } from "./composer.tsx";
import { SuggestedQuestions } from "./suggested-questions.tsx";
import { Thread } from "./thread.tsx";
import { useFirstQuestion } from "./use-first-question.ts";

type FirstQuestionProps = {
  conversationId: string;
  /** Names the question in the plain form. */
  messageId: string;
  suggestions: string[];
  /** `/o/:slug` */
  workspaceHref: string;
  mayAsk: boolean;
  /** What a post without JavaScript left behind. */
  posted?: { question?: string; errors?: string[]; failure?: FormFailure | null };
};

/** The page of a conversation that has not begun. */
export function FirstQuestion(props: FirstQuestionProps) {
  const { conversationId, messageId, workspaceHref, posted } = props;
  const [typed, setTyped] = useState(posted?.question);
  const first = useFirstQuestion({
    conversationId,
    askHref: `${workspaceHref}/api/ask`,
    conversationHref: `${workspaceHref}/c/${conversationId}`,
  });
  const ask = {
    action: `${workspaceHref}?index`,
    fields: { conversationId, messageId },
    onAsk: (question: string) => {
      setTyped(question);
      first.ask(question);
    },
  };
  if (!props.mayAsk) return <ReaderPage dataHref={`${workspaceHref}/data`} />;
  const busy = first.asked !== null;
  return (
    <AskPage
      title={first.asked ?? undefined}
      composer={
        <Composer
          key={busy ? "asked" : "typing"}
          ask={ask}
          busy={busy}
          stop={busy ? { action: `${workspaceHref}/api/stop`, onStop: first.stop } : undefined}
          defaultQuestion={busy ? undefined : typed}
          errors={posted?.errors}
          failure={first.failure ?? posted?.failure}
          autoFocus
        />
      }
    >
      {first.asked === null ? (
        <SuggestedQuestions questions={props.suggestions} ask={ask} dataHref={`${workspaceHref}/data`} />
      ) : (
        <Thread
          turns={[{ id: messageId, question: first.asked, stage: "queued", notices: [], suggestions: [] }]}
          ask={ask}
          viewHref={() => workspaceHref}
          renderChart={() => null}
        />
      )}
    </AskPage>
  );
}

function ReaderPage({ dataHref }: { dataHref: string }) {
  return (
    <AskPage composer={<p className="text-small text-ink-soft">Your role is viewer. A member can ask.</p>}>
      <div className="space-y-3">
        <h1 className="text-title font-semibold">Answers shared with you are listed at the side</h1>
        <p className="max-w-xl text-ink-soft">
          A viewer reads answers and sees{" "}
          <a href={dataHref} className="link">
            what there is to ask about
          </a>
          . To ask, you need the role of a member; an admin of this organisation can give it to you.
        </p>
      </div>
    </AskPage>
  );
}

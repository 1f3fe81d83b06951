import { ChevronRight, Undo2 } from "lucide-react";
import { useEffect } from "react";
import { useFetcher } from "react-router";
import type { FormReply } from "#app/components/form/read-reply.ts";
import { FormFailureNotice } from "#app/components/form/form-failure-notice.tsx";
import { HiddenFields } from "#app/components/form/hidden-fields.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { chartFormValues } from "#app/shared/schemas/chart-form-values.ts";
import { ChartEditorFields } from "./chart-editor-fields.tsx";
import { readChartReply } from "./chart-editor-reply.ts";
import type { TurnView } from "./turn-view.ts";

export type ChartEditorProps = {
  turn: TurnView;
  /** `/o/:slug/c/:conversationId` */
  conversationHref: string;
  conversationId: string;
  /** There is a chart to go back to. */
  undoable: boolean;
  /** What a post without JavaScript left behind. */
  posted?: FormReply;
};

/** The chart's settings under the chart: a plain form that with JavaScript stays open and in its place. */
export function ChartEditor({ turn, conversationHref, conversationId, undoable, posted }: ChartEditorProps) {
  const change = useFetcher<FormReply>();
  const undo = useFetcher<FormReply>();
  const drawn = JSON.stringify(turn.chart?.config);
  const { reset: resetChange } = change;
  const { reset: resetUndo } = undo;
  useEffect(() => {
    // What was said about another chart is over.
    resetChange();
    resetUndo();
  }, [drawn, resetChange, resetUndo]);
  if (!turn.chart || !turn.result) return null;
  const { config } = turn.chart;
  const { errors, typed, failure } = readChartReply(change.data ?? undo.data ?? posted);
  const reasons = Object.values(errors).flat();
  const hidden = { conversationId, messageId: turn.id, resultId: turn.result.resultId };
  // Without JavaScript the answer to a refused change comes back at the sheet it was made on.
  const [edit, back] = ["chart", "chart/undo"].map((path) => `${conversationHref}/${path}#turn-${turn.id}`);
  const id = `chart-${turn.id}`;
  return (
    <div className="relative">
      <details open={posted !== undefined || Boolean(undo.data)} className="group">
        <summary className="-ml-1 inline-flex min-h-8 cursor-pointer items-center gap-1 rounded-small px-1 text-small text-ink-soft select-none hover:text-ink max-sm:min-h-11 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 text-ink-faint group-open:rotate-90" />
          Edit chart
        </summary>
        <change.Form
          method="post"
          action={edit}
          preventScrollReset
          className="mt-2 space-y-4 border-y border-rule py-4"
        >
          <HiddenFields fields={hidden} />
          {failure ? <FormFailureNotice failure={failure} /> : null}
          {reasons.length > 0 ? (
            <Notice tone="caution" role="alert" id={`${id}-reason`}>
              <p>{reasons.join(" ")}</p>
              <p className="text-small text-ink-soft">The chart was not changed; what you chose is still below.</p>
            </Notice>
          ) : null}
          <ChartEditorFields
            // A changed chart brings its own values; a refused change keeps what was chosen.
            key={drawn}
            id={id}
            config={config}
            result={turn.result}
            values={typed ?? chartFormValues(config)}
            wrong={Object.keys(errors)}
          />
          <Button type="submit" size="small" aria-disabled={change.state !== "idle" || undefined}>
            {change.state === "idle" ? "Apply" : "Applying…"}
          </Button>
        </change.Form>
      </details>
      {undoable ? (
        <undo.Form method="post" action={back} preventScrollReset className="absolute top-0 right-0">
          <HiddenFields fields={hidden} />
          <Button type="submit" variant="quiet" size="small" className="max-sm:min-h-11">
            <Undo2 aria-hidden className="size-4" />
            Undo change
          </Button>
        </undo.Form>
      ) : null}
    </div>
  );
}

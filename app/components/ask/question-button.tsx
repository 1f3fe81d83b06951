import type { FormEvent } from "react";
import { ArrowUpRight } from "lucide-react";
import { Form } from "react-router";
import { HiddenFields } from "#app/components/form/hidden-fields.tsx";
import type { AskForm } from "./ask-form.ts";

type QuestionButtonProps = {
  question: string;
  /** What the button says, where that is not the question itself. */
  label?: string;
  ask: AskForm;
};

/** Asks a ready-made question. */
export function QuestionButton({ question, label = question, ask }: QuestionButtonProps) {
  function send(event: FormEvent) {
    if (!ask.onAsk) return;
    event.preventDefault();
    ask.onAsk(question);
  }
  return (
    <Form method="post" action={ask.action} onSubmit={send}>
      <HiddenFields fields={ask.fields} />
      <input type="hidden" name="question" value={question} />
      <button
        type="submit"
        className="group flex w-full items-start justify-between gap-3 py-2 text-left hover:text-ink max-sm:min-h-11"
      >
        <span className="min-w-0 wrap-anywhere underline decoration-rule-strong/60 underline-offset-4 group-hover:decoration-ink">
          {label}
        </span>
        <ArrowUpRight aria-hidden className="mt-1 size-4 flex-none text-ink-faint group-hover:text-ink" />
      </button>
    </Form>
  );
}

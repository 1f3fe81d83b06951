import { ArrowUp, Square } from "lucide-react";
import { useId, useRef, type FormEvent, type KeyboardEvent } from "react";
import { Form } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import { FieldError } from "#app/components/ui/field.tsx";
import { FormFailureNotice } from "#app/components/form/form-failure-notice.tsx";
import type { FormFailure } from "#app/components/form/form-outcome.ts";
import { HiddenFields } from "#app/components/form/hidden-fields.tsx";
import type { AskForm } from "./ask-form.ts";
import { ComposerHint } from "./composer-hint.tsx";
import { useKeysWhileBusy } from "./use-keys-while-busy.ts";

export type ComposerProps = {
  ask: AskForm;
  /** A turn is under way: sending waits, stopping is offered. */
  busy?: boolean;
  stop?: { action: string; fields?: Record<string, string>; onStop?: () => void };
  /** What was typed, where the page comes back with an error. */
  defaultQuestion?: string;
  errors?: string[];
  failure?: FormFailure | null;
  /** Up in an empty box brings it back. */
  lastQuestion?: string;
  maxLength?: number;
  autoFocus?: boolean;
};

/** The question box: a plain form. Enter, Escape and Up are JavaScript's additions. */
export function Composer(props: ComposerProps) {
  const { ask, busy = false, stop, errors = [], maxLength = 2_000 } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const stopForm = useRef<HTMLFormElement>(null);
  const id = useId();
  useKeysWhileBusy(busy, box, stopForm);

  function send(event: FormEvent<HTMLFormElement>) {
    if (!busy && !ask.onAsk) return;
    event.preventDefault();
    const question = box.current?.value.trim();
    if (busy || !box.current || !question) return;
    box.current.value = "";
    ask.onAsk?.(question);
  }

  function pressKey(event: KeyboardEvent<HTMLTextAreaElement>) {
    const { currentTarget, key } = event;
    if (event.nativeEvent.isComposing) return;
    if (key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      currentTarget.form?.requestSubmit();
    } else if (key === "ArrowUp" && currentTarget.value === "" && props.lastQuestion) {
      event.preventDefault();
      currentTarget.value = props.lastQuestion;
    }
  }

  function stopRun(event: FormEvent) {
    if (!stop?.onStop) return;
    event.preventDefault();
    stop.onStop();
  }

  return (
    <div className="space-y-2">
      {props.failure ? <FormFailureNotice failure={props.failure} /> : null}
      <Form
        method="post"
        action={ask.action}
        onSubmit={send}
        className="flex items-end gap-2 rounded-large border border-rule-strong bg-paper-raised py-2 pr-2 pl-4 focus-within:border-ink focus-within:outline-1 focus-within:outline-ink"
      >
        <HiddenFields fields={ask.fields} />
        <label htmlFor={id} className="sr-only">
          Your question
        </label>
        <textarea
          ref={box}
          id={id}
          name="question"
          enterKeyHint="send"
          required
          rows={1}
          maxLength={maxLength}
          defaultValue={props.defaultQuestion}
          placeholder="Ask about your data"
          autoFocus={props.autoFocus}
          aria-invalid={errors.length > 0 || undefined}
          aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
          onKeyDown={pressKey}
          className="field-sizing-content max-h-48 min-h-10 min-w-0 flex-1 resize-none bg-transparent py-2 outline-none placeholder:text-ink-faint"
        />
        {busy && stop ? (
          <Button type="submit" form={`${id}-stop`} size="icon">
            <Square aria-hidden className="size-3.5 fill-current" />
            <span className="sr-only">Stop</span>
          </Button>
        ) : (
          <Button type="submit" variant="primary" size="icon">
            <ArrowUp aria-hidden className="size-5" />
            <span className="sr-only">Ask</span>
          </Button>
        )}
      </Form>
      {busy && stop ? (
        <Form ref={stopForm} id={`${id}-stop`} method="post" action={stop.action} onSubmit={stopRun}>
          <HiddenFields fields={stop.fields} />
        </Form>
      ) : null}
      <FieldError id={`${id}-error`} errors={errors} />
      <ComposerHint busy={busy} />
    </div>
  );
}

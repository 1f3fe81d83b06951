import type { FormMetadata } from "@conform-to/react";
import { formatCount } from "#app/shared/format/format-count.ts";
import { Notice } from "#app/components/ui/notice.tsx";

type ErrorSummaryProps<Fields extends Record<string, unknown>> = {
  form: FormMetadata<Fields, string[]>;
  labels: Record<string, string>;
};

/** What is wrong with the form as a whole, and links to the fields where more than one needs another look. */
export function ErrorSummary<Fields extends Record<string, unknown>>({ form, labels }: ErrorSummaryProps<Fields>) {
  const whole = form.errors ?? [];
  const wrongFields = Object.keys(form.allErrors).filter((name) => name !== "");
  if (whole.length === 0 && wrongFields.length < 2) return null;
  return (
    <Notice tone="danger" role="alert" id={form.errorId}>
      {whole.map((message) => (
        <p key={message}>{message}</p>
      ))}
      {wrongFields.length > 1 ? (
        <p>
          {formatCount(wrongFields.length, "field")} need another look:{" "}
          {wrongFields.map((name, index) => (
            <span key={name}>
              {index > 0 ? ", " : null}
              <a className="link whitespace-nowrap" href={`#${form.id}-${name}`}>
                {labels[name] ?? name}
              </a>
            </span>
          ))}
          .
        </p>
      ) : null}
    </Notice>
  );
}

import { Form } from "react-router";
import { HiddenFields } from "#app/components/form/hidden-fields.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { buttonClass } from "#app/components/ui/button-class.ts";

/** Something to do with an answer. Only what this role may do is passed. */
export type AnswerAction =
  | { label: string; href: string; download?: boolean }
  | { label: string; action: string; fields?: Record<string, string> };

export function AnswerActions({ actions }: { actions: AnswerAction[] }) {
  if (actions.length === 0) return null;
  return (
    <ul aria-label="Actions" className="-mx-2.5 flex flex-wrap gap-1">
      {actions.map((item) => (
        <li key={item.label}>
          {"href" in item ? (
            // A file or another page: the browser's own link does both.
            <a href={item.href} download={item.download} className={buttonClass({ variant: "quiet", size: "small" })}>
              {item.label}
            </a>
          ) : (
            <Form method="post" action={item.action}>
              <HiddenFields fields={item.fields} />
              <Button type="submit" variant="quiet" size="small">
                {item.label}
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

import { FormProvider, getFormProps, type FormMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { Form } from "react-router";
import { ErrorSummary } from "./error-summary.tsx";
import type { FormFailure } from "./form-outcome.ts";
import { FormFailureNotice } from "./form-failure-notice.tsx";
import { HiddenFields } from "./hidden-fields.tsx";

type ActionFormProps<Fields extends Record<string, unknown>> = {
  form: FormMetadata<Fields, string[]>;
  /** Where it posts; the page itself where left out. */
  action?: string;
  hidden?: Record<string, string>;
  failure?: FormFailure | null;
  /** Labels by field name, for the summary of errors. */
  labels: Record<string, string>;
  children: ReactNode;
};

/** A posting form: what went wrong on top, its fields, and nothing that needs JavaScript. */
export function ActionForm<Fields extends Record<string, unknown>>(props: ActionFormProps<Fields>) {
  const { form, action, hidden, failure, labels, children } = props;
  return (
    <FormProvider context={form.context}>
      <Form method="post" action={action} className="space-y-5" {...getFormProps(form)}>
        <HiddenFields fields={hidden} />
        {failure ? <FormFailureNotice failure={failure} /> : null}
        <ErrorSummary form={form} labels={labels} />
        {children}
      </Form>
    </FormProvider>
  );
}

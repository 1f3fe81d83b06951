import { getTextareaProps, type FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { Field } from "#app/components/ui/field.tsx";
import { Textarea } from "#app/components/ui/textarea.tsx";
import { useFirstError } from "./use-first-error.ts";

type TextareaFieldProps = {
  field: FieldMetadata<string | undefined>;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
  rows?: number;
};

export function TextareaField({ field, label, hint, optional, rows }: TextareaFieldProps) {
  const isFirstError = useFirstError(field);
  const { key, ...props } = getTextareaProps(field, { ariaDescribedBy: hint ? `${field.id}-hint` : undefined });
  return (
    <Field id={field.id} label={label} hint={hint} optional={optional} errors={field.errors}>
      <Textarea key={key} {...props} rows={rows} autoFocus={isFirstError} />
    </Field>
  );
}

import { getSelectProps, type FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { Field } from "#app/components/ui/field.tsx";
import { Select } from "#app/components/ui/select.tsx";
import { useFirstError } from "./use-first-error.ts";

type SelectFieldProps = {
  field: FieldMetadata<string | undefined>;
  label: string;
  options: { value: string; label: string }[];
  hint?: ReactNode;
};

export function SelectField({ field, label, options, hint }: SelectFieldProps) {
  const isFirstError = useFirstError(field);
  const { key, ...props } = getSelectProps(field, { ariaDescribedBy: hint ? `${field.id}-hint` : undefined });
  return (
    <Field id={field.id} label={label} hint={hint} errors={field.errors}>
      <Select key={key} {...props} autoFocus={isFirstError}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </Select>
    </Field>
  );
}

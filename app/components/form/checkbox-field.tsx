import { getInputProps, type FieldMetadata } from "@conform-to/react";
import type { ReactNode } from "react";
import { Checkbox } from "#app/components/ui/checkbox.tsx";
import { FieldError } from "#app/components/ui/field.tsx";

type CheckboxFieldProps = { field: FieldMetadata<boolean | undefined>; label: ReactNode };

export function CheckboxField({ field, label }: CheckboxFieldProps) {
  const { key, type: _type, ...props } = getInputProps(field, { type: "checkbox" });
  return (
    <div className="space-y-1.5">
      <label htmlFor={field.id} className="flex items-start gap-2.5">
        <Checkbox key={key} {...props} className="mt-0.75" />
        <span>{label}</span>
      </label>
      <FieldError id={field.errorId} errors={field.errors ?? []} />
    </div>
  );
}

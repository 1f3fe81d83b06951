import { getInputProps, type FieldMetadata } from "@conform-to/react";
import type { ComponentProps, ReactNode } from "react";
import { Field } from "#app/components/ui/field.tsx";
import { Input } from "#app/components/ui/input.tsx";
import { useFirstError } from "./use-first-error.ts";

type TextFieldProps = Pick<ComponentProps<"input">, "autoComplete" | "inputMode" | "placeholder" | "autoFocus"> & {
  field: FieldMetadata<string | undefined>;
  label: string;
  type?: "text" | "email" | "password" | "url";
  hint?: ReactNode;
  optional?: boolean;
};

export function TextField({ field, label, hint, optional, type = "text", autoFocus, ...rest }: TextFieldProps) {
  const isFirstError = useFirstError(field);
  const { key, ...props } = getInputProps(field, {
    type,
    // A password is never sent back into the page.
    value: type !== "password",
    ariaDescribedBy: hint ? `${field.id}-hint` : undefined,
  });
  return (
    <Field id={field.id} label={label} hint={hint} optional={optional} errors={field.errors}>
      <Input key={key} {...props} {...rest} autoFocus={isFirstError || autoFocus} />
    </Field>
  );
}

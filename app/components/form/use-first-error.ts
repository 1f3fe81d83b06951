import { useFormMetadata, type FieldMetadata } from "@conform-to/react";

/** Whether a field is the first wrong one: it takes the focus, by `autofocus` where there is no JavaScript. */
export function useFirstError(field: FieldMetadata<string | boolean | undefined>): boolean {
  const form = useFormMetadata(field.formId);
  return Object.keys(form.allErrors).find((name) => name !== "") === field.name;
}

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type FieldProps = {
  /** Id of the control; the hint is `<id>-hint` and the error `<id>-error`, for `aria-describedby`. */
  id: string;
  label: string;
  hint?: ReactNode;
  errors?: string[];
  optional?: boolean;
  children: ReactNode;
};

/** Label above, hint under it, the control, then what is wrong with it. */
export function Field({ id, label, hint, errors = [], optional = false, children }: FieldProps) {
  return (
    <div className="space-y-1.5">
      <label htmlFor={id} className="flex items-baseline justify-between gap-3 font-medium">
        {label}
        {optional ? <span className="text-small font-normal text-ink-faint">optional</span> : null}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="text-small text-ink-soft">
          {hint}
        </p>
      ) : null}
      {children}
      <FieldError id={`${id}-error`} errors={errors} />
    </div>
  );
}

export function FieldError({ id, errors }: { id: string; errors: string[] }) {
  if (errors.length === 0) return null;
  return (
    <p id={id} className="flex items-start gap-1.5 text-small text-danger">
      <CircleAlert aria-hidden className="mt-0.5 size-4 flex-none" />
      <span>{errors.join(" ")}</span>
    </p>
  );
}

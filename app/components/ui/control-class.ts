import { classNames } from "./class-names.ts";

/** The look of a text control: one hairline, stronger on hover, red when wrong. */
export function controlClass(extra?: string): string {
  return classNames(
    "block w-full rounded-medium border border-rule-strong bg-paper-raised px-3 text-body text-ink",
    "placeholder:text-ink-faint hover:border-ink-soft disabled:opacity-60",
    "aria-invalid:border-danger",
    extra,
  );
}

import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const TONES = {
  plain: "text-ink-soft border-rule-strong/50",
  good: "text-good border-good/50",
  caution: "text-caution border-caution/50",
  danger: "text-danger border-danger/50",
} as const;

/** A state in one word. */
export function Badge({ tone = "plain", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center rounded-full border px-2 text-small whitespace-nowrap",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}

import { classNames } from "./class-names.ts";

export type ButtonLook = {
  /** `primary` carries the one accent: at most one on a page. */
  variant?: "primary" | "secondary" | "quiet" | "danger";
  /** `icon` is a square for a lone icon with a hidden name. */
  size?: "regular" | "small" | "icon";
};

const VARIANTS = {
  primary: "bg-accent text-on-accent hover:bg-accent-hover border-transparent",
  secondary: "bg-transparent text-ink border-rule-strong/60 hover:border-rule-strong hover:bg-paper-sunk",
  quiet: "bg-transparent text-ink-soft border-transparent hover:bg-paper-sunk hover:text-ink",
  danger: "bg-transparent text-danger border-danger/50 hover:border-danger hover:bg-danger/5",
} as const;

const SIZES = {
  regular: "min-h-10 px-4 py-2 text-body",
  small: "min-h-8 px-2.5 py-1 text-small",
  icon: "size-10 flex-none",
} as const;

/** The look of a button, for buttons and for links that act like one. */
export function buttonClass({ variant = "secondary", size = "regular" }: ButtonLook, extra?: string): string {
  return classNames(
    "inline-flex items-center justify-center gap-2 rounded-medium border font-medium select-none",
    "transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-55",
    VARIANTS[variant],
    SIZES[size],
    extra,
  );
}

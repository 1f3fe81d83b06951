import type { ReactNode } from "react";

/** One understood thing: what it is in small print, then its name. */
export function Chip({ kind, children }: { kind?: string; children: ReactNode }) {
  return (
    <span className="inline-flex max-w-full items-baseline gap-1.5 rounded-small bg-paper-sunk px-2 py-0.5 text-small">
      {kind ? <span className="text-ink-faint">{kind}</span> : null}
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </span>
  );
}

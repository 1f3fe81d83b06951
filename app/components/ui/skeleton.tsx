import { classNames } from "./class-names.ts";

/** The place of something on its way. Silent: the status line says what is going on. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames("block animate-breathe rounded-small bg-paper-sunk", className)} />;
}

import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** Scrolls inside itself, by keyboard too; the page never grows sideways. */
export function ScrollRegion(props: { label: string; className?: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={props.label} tabIndex={0} className={classNames("overflow-auto", props.className)}>
      {props.children}
    </div>
  );
}

import { useEffect, useRef, type ReactNode } from "react";
import { classNames } from "./class-names.ts";

type DisclosureMenuProps = {
  /** What the closed menu shows. */
  summary: ReactNode;
  /** Accessible name where the summary's text alone does not say it. */
  label?: string;
  /** Which edge of the summary the panel hangs from. */
  align?: "start" | "end";
  /** Opens upwards: for a menu at the foot of the page. */
  upwards?: boolean;
  className?: string;
  summaryClassName?: string;
  children: ReactNode;
};

/**
 * Links and forms behind `<details>`: it opens without JavaScript, and with it also closes on Escape, on a click
 * elsewhere and after a choice. What it holds stays what it is, links and buttons in a list.
 */
export function DisclosureMenu(props: DisclosureMenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeLikeMenu(details.current), []);
  return (
    <details ref={details} className={classNames("group relative", props.className)}>
      <summary aria-label={props.label} className={props.summaryClassName}>
        {props.summary}
      </summary>
      <div
        className={classNames(
          "absolute z-20 max-h-[70dvh] min-w-56 overflow-y-auto rounded-large border border-rule bg-paper-raised p-1.5 shadow-lifted",
          props.align === "end" ? "right-0" : "left-0",
          props.upwards ? "bottom-full mb-1" : "top-full mt-1",
        )}
      >
        {props.children}
      </div>
    </details>
  );
}

/** One row of a menu, link or button alike. */
export const menuRowClass =
  "flex w-full items-center gap-2.5 rounded-small px-2.5 py-2 text-left text-small text-ink hover:bg-paper-sunk";

function closeLikeMenu(details: HTMLDetailsElement | null) {
  if (!details) return undefined;
  const element = details;
  function closeOnEscape(event: KeyboardEvent) {
    if (event.key !== "Escape" || !element.open) return;
    // Else the same press would close the drawer around it, too.
    event.preventDefault();
    element.open = false;
    element.querySelector("summary")?.focus();
  }
  function closeOnOutside(event: Event) {
    if (element.open && !element.contains(event.target as Node)) element.open = false;
  }
  function closeOnChoice(event: Event) {
    if ((event.target as Element).closest("a")) element.open = false;
  }
  element.addEventListener("keydown", closeOnEscape);
  element.addEventListener("click", closeOnChoice);
  document.addEventListener("pointerdown", closeOnOutside);
  return () => {
    element.removeEventListener("keydown", closeOnEscape);
    element.removeEventListener("click", closeOnChoice);
    document.removeEventListener("pointerdown", closeOnOutside);
  };
}

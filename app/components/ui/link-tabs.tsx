import type { MouseEvent } from "react";
import { Link } from "react-router";
import { classNames } from "./class-names.ts";

export type LinkTab<Name extends string> = { name: Name; label: string; href: string };

type LinkTabsProps<Name extends string> = {
  /** Names the group: "Views of this answer". */
  label: string;
  tabs: LinkTab<Name>[];
  current: Name;
  /** With JavaScript: switch in place. Answer true where that was done; else the link is followed. */
  onSelect?: (name: Name) => boolean;
};

/** Views as links: each has an address, works without JavaScript and can be opened in another tab. */
export function LinkTabs<Name extends string>({ label, tabs, current, onSelect }: LinkTabsProps<Name>) {
  function select(event: MouseEvent, name: Name) {
    const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (plainClick && onSelect?.(name)) event.preventDefault();
  }
  return (
    <div role="group" aria-label={label} className="flex gap-5 border-b border-rule">
      {tabs.map((tab) => (
        <Link
          key={tab.name}
          to={tab.href}
          preventScrollReset
          aria-current={tab.name === current ? "true" : undefined}
          onClick={(event) => select(event, tab.name)}
          className={classNames(
            "-mb-px border-b-2 py-2 text-small font-medium",
            tab.name === current ? "border-ink text-ink" : "border-transparent text-ink-soft hover:text-ink",
          )}
        >
          {tab.label}
        </Link>
      ))}
    </div>
  );
}

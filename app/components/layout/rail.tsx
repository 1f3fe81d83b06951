import { X } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useLocation } from "react-router";

export const RAIL_ID = "rail";

type RailProps = { head: ReactNode; foot: ReactNode; children: ReactNode };

/**
 * The column on the left; on a phone a drawer. The drawer is the browser's own popover, so opening, closing with
 * Escape and closing with a tap beside it need no JavaScript. With JavaScript it also closes once a page was chosen.
 */
export function Rail({ head, foot, children }: RailProps) {
  const rail = useRef<HTMLElement>(null);
  const location = useLocation();
  useEffect(() => {
    if (rail.current?.matches(":popover-open")) rail.current.hidePopover();
  }, [location.key]);
  return (
    <aside ref={rail} id={RAIL_ID} popover="auto" aria-label="Organisation" className="rail flex-col">
      <div className="flex items-start gap-1 p-3 pb-1">
        <div className="min-w-0 flex-1">{head}</div>
        <button
          type="button"
          popoverTarget={RAIL_ID}
          popoverTargetAction="hide"
          className="grid size-9 place-items-center rounded-medium text-ink-soft hover:bg-paper-sunk lg:hidden"
        >
          <X aria-hidden className="size-5" />
          <span className="sr-only">Close the menu</span>
        </button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 py-2">{children}</div>
      <div className="border-t border-rule p-3">{foot}</div>
    </aside>
  );
}

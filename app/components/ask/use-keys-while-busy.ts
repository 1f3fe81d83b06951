import { useEffect, type RefObject } from "react";

/**
 * While a turn is under way, Escape stops it from anywhere on the page. A suggestion that was pressed is gone by then,
 * so with a keyboard at hand the focus moves on to the question box instead of to nowhere.
 */
export function useKeysWhileBusy(
  busy: boolean,
  box: RefObject<HTMLTextAreaElement | null>,
  stopForm: RefObject<HTMLFormElement | null>,
) {
  useEffect(() => {
    if (!busy) return undefined;
    const hasKeyboard = window.matchMedia("(pointer: fine)").matches;
    if (hasKeyboard && document.activeElement === document.body) box.current?.focus({ preventScroll: true });

    function stopOnEscape(event: KeyboardEvent) {
      if (event.key === "Escape" && !event.defaultPrevented) stopForm.current?.requestSubmit();
    }
    document.addEventListener("keydown", stopOnEscape);
    return () => document.removeEventListener("keydown", stopOnEscape);
  }, [busy, box, stopForm]);
}

import { useHydrated } from "#app/components/ui/use-hydrated.ts";

/** The keys, once they work. Its line is there from the start, so that nothing moves. */
export function ComposerHint({ busy }: { busy: boolean }) {
  const hydrated = useHydrated();
  return (
    <p aria-hidden className="min-h-5 text-small text-ink-faint max-sm:hidden">
      {hydrated ? (busy ? "Esc stops" : "Enter sends, Shift+Enter starts a new line, ↑ edits the last question") : null}
    </p>
  );
}

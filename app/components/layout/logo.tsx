/** Three bars on a line; the first carries the accent, as the first series of a chart does. */
export function Logo({ withName = true }: { withName?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2">
      <svg viewBox="0 0 20 20" className="size-5" aria-hidden>
        <rect x="2.5" y="6" width="3.5" height="10" rx="0.75" fill="var(--accent)" />
        <rect x="8.25" y="2.5" width="3.5" height="13.5" rx="0.75" fill="currentColor" />
        <rect x="14" y="9.5" width="3.5" height="6.5" rx="0.75" fill="currentColor" />
        <rect x="1" y="17.25" width="18" height="1.25" fill="currentColor" />
      </svg>
      <span className={withName ? "font-semibold tracking-tight" : "sr-only"}>Plainchart</span>
    </span>
  );
}

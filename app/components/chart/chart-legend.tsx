import type { LegendEntry } from "#app/charts/chart-legend.ts";
import { classNames } from "#app/components/ui/class-names.ts";
import { useHydrated } from "#app/components/ui/use-hydrated.ts";

type ChartLegendProps = {
  entries: LegendEntry[];
  hidden: readonly string[];
  /** Lines are named at their ends where there is room; a legend is for where there is none. */
  onlyWhereNarrow: boolean;
  onToggle?: (name: string) => void;
};

/** Names the series; with JavaScript each name hides and shows its series. */
export function ChartLegend({ entries, hidden, onlyWhereNarrow, onToggle }: ChartLegendProps) {
  const hydrated = useHydrated();
  if (entries.length === 0) return null;
  return (
    <ul
      className={classNames(
        "mb-2 list-none flex-wrap gap-x-4 gap-y-1 p-0 text-small text-ink-soft",
        onlyWhereNarrow ? "hidden @max-[459px]:flex" : "flex",
      )}
      aria-label="Legend"
    >
      {entries.map((entry) => (
        <li key={entry.name} className="max-w-full">
          {hydrated && onToggle ? (
            <button
              type="button"
              aria-pressed={!hidden.includes(entry.name)}
              onClick={() => onToggle(entry.name)}
              className="flex max-w-full min-h-6 cursor-pointer items-center gap-1.5 aria-[pressed=false]:text-ink-faint aria-[pressed=false]:line-through"
            >
              <Swatch entry={entry} faded={hidden.includes(entry.name)} />
              <span className="truncate">{entry.name}</span>
            </button>
          ) : (
            <span className="flex min-h-6 items-center gap-1.5">
              <Swatch entry={entry} faded={false} />
              <span className="truncate">{entry.name}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ entry: { colour, shape, pattern, outline }, faded }: { entry: LegendEntry; faded: boolean }) {
  return (
    <svg aria-hidden width="12" height="12" className="shrink-0" opacity={faded ? 0.35 : 1}>
      <path
        d={shape}
        fill={colour}
        stroke={outline ? "var(--chart-ink)" : undefined}
        strokeDasharray={outline?.join(" ") || undefined}
      />
      {pattern ? <path d={pattern} stroke="var(--chart-decal)" strokeLinecap="round" fill="none" /> : null}
    </svg>
  );
}

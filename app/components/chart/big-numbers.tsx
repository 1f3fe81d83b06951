import type { NumberData } from "#app/charts/chart-data.ts";
import { formatValue } from "#app/charts/format-value.ts";

/** One to four values that answer by themselves. */
export function BigNumbers({ items }: { items: NumberData["items"] }) {
  return (
    <dl className="my-0 flex flex-wrap gap-x-10 gap-y-4 py-2">
      {items.map(({ label, value, format }) => (
        <div key={label} className="flex flex-col-reverse">
          <dt className="text-small text-ink-soft">{label}</dt>
          <dd className="m-0 text-[clamp(1.75rem,6vw,2.75rem)] leading-tight font-semibold tracking-tight text-ink tabular-nums">
            {value === null ? "No value" : formatValue(value, format)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

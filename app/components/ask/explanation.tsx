import type { ExplanationStep } from "./turn-view.ts";

/** What the SQL does, clause by clause. */
export function Explanation({ steps }: { steps?: ExplanationStep[] }) {
  if (!steps || steps.length === 0) {
    return (
      <p className="py-4 text-ink-soft">There is no explanation for this statement. The SQL itself is complete.</p>
    );
  }
  return (
    <dl className="divide-y divide-rule border-b border-rule">
      {steps.map((step, index) => (
        <div key={index} className="gap-4 py-2.5 sm:flex">
          <dt className="w-40 flex-none font-mono text-small leading-6 text-ink-soft">{step.label}</dt>
          <dd className="min-w-0 wrap-anywhere">{step.text}</dd>
        </div>
      ))}
    </dl>
  );
}

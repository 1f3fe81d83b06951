const PROMISES = [
  {
    title: "You can check every answer",
    text: "Each one says how the question was read and what was assumed, and keeps its SQL, its rows and an explanation one press away.",
  },
  {
    title: "Nothing is ever changed",
    text: "Queries run read only, one statement at a time, under limits on time, rows and cost. A parser and the database itself both refuse the rest.",
  },
  {
    title: "Nobody else sees your data",
    text: "Every query carries a signed proof of its organisation, and the database hands out that organisation’s rows only.",
  },
] as const;

export function PromiseList() {
  return (
    <section aria-label="What you can rely on" className="mx-auto max-w-6xl px-4 py-14 sm:px-8 sm:py-20">
      <ul className="grid gap-10 md:grid-cols-3 md:gap-12">
        {PROMISES.map((promise) => (
          <li key={promise.title} className="space-y-2 border-t border-rule-strong pt-4">
            <h2 className="font-semibold">{promise.title}</h2>
            <p className="text-ink-soft">{promise.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useState } from "react";
import { CopyButton } from "#app/components/ui/copy-button.tsx";
import { LinkTabs } from "#app/components/ui/link-tabs.tsx";
import { SqlCode } from "#app/components/ui/sql-code.tsx";
import { AnswerRows } from "./answer-rows.tsx";
import { Explanation } from "./explanation.tsx";
import type { AnswerView, TurnView } from "./turn-view.ts";

type AnswerViewsProps = {
  turn: TurnView;
  view: AnswerView;
  viewHref: (view: AnswerView) => string;
};

const LABELS = { table: "Table", sql: "SQL", explain: "Explain" } as const satisfies Record<AnswerView, string>;

/** Table, SQL and Explain. The links work by themselves; with JavaScript what is already here is shown at once. */
export function AnswerViews({ turn, view, viewHref }: AnswerViewsProps) {
  const [picked, setPicked] = useState<{ view: AnswerView; over: AnswerView } | null>(null);
  // A view picked here holds until the address names another.
  const shown = picked?.over === view ? picked.view : view;
  const names: AnswerView[] = turn.result ? ["table", "sql", "explain"] : ["sql", "explain"];
  const current = names.includes(shown) ? shown : "sql";

  function show(next: AnswerView): boolean {
    if (next === "explain" && !turn.explanation) return false;
    setPicked({ view: next, over: view });
    return true;
  }
  return (
    <div className="space-y-3">
      <div className="relative">
        <LinkTabs
          label="Views of this answer"
          current={current}
          tabs={names.map((name) => ({ name, label: LABELS[name], href: viewHref(name) }))}
          onSelect={show}
        />
        {current === "sql" && turn.sql ? (
          <div className="absolute top-0.5 right-0">
            <CopyButton text={turn.sql} label="Copy" />
          </div>
        ) : null}
      </div>
      {current === "table" && turn.result ? <AnswerRows result={turn.result} /> : null}
      {current === "sql" && turn.sql ? <SqlCode sql={turn.sql} /> : null}
      {current === "explain" ? <Explanation steps={turn.explanation} /> : null}
    </div>
  );
}

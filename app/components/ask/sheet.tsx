import { useState, type ReactNode } from "react";
import { classNames } from "#app/components/ui/class-names.ts";
import { SheetStatus } from "./sheet-status.tsx";
import { isUnderWay, type TurnView } from "./turn-view.ts";

type SheetProps = { turn: TurnView; children: ReactNode };

/** A question above the line where longer ones are set smaller, characters. */
const LONG_QUESTION = 160;

/** The frame of every turn: its question, one line on where it stands, then what became of it. */
export function Sheet({ turn, children }: SheetProps) {
  // The newest turn gets a window's height, so that it can stand at the top of it from its first moment.
  const [beganHere] = useState(isUnderWay(turn));
  const titleId = `turn-${turn.id}-question`;
  return (
    <article
      id={`turn-${turn.id}`}
      aria-labelledby={titleId}
      aria-busy={isUnderWay(turn)}
      className={classNames(
        "scroll-mt-16 space-y-5 py-8 lg:scroll-mt-4",
        beganHere && "last:min-h-[calc(100dvh-13.5rem)]",
      )}
    >
      <header className="space-y-1.5">
        <h2
          id={titleId}
          className={classNames(
            "font-semibold wrap-anywhere whitespace-pre-line",
            turn.question.length > LONG_QUESTION ? "text-body" : "text-title",
          )}
        >
          {turn.question}
        </h2>
        <SheetStatus turn={turn} />
      </header>
      {children}
    </article>
  );
}

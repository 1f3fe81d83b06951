import type { ReactNode } from "react";

type AskPageProps = {
  /** The conversation's title, for the page's heading; an empty page brings its own. */
  title?: string;
  /** A `Thread`, or `SuggestedQuestions` where nothing was asked yet. */
  children: ReactNode;
  composer: ReactNode;
};

/** The thread in one column, the question box at the foot of the window. */
export function AskPage({ title, children, composer }: AskPageProps) {
  return (
    <>
      <div className="mx-auto w-full max-w-3xl flex-1 px-4 pt-8 pb-12 sm:px-8 lg:pt-12">
        {title ? <h1 className="sr-only">{title}</h1> : null}
        {children}
      </div>
      <div className="sticky bottom-0 z-10 bg-paper">
        <div className="mx-auto w-full max-w-3xl px-4 pt-2 pb-4 sm:px-8 sm:pb-3">{composer}</div>
      </div>
    </>
  );
}

import type { ReactNode } from "react";

type SettingsPageProps = { title: string; lead?: ReactNode; children: ReactNode };

/** A page about the organisation rather than its data. */
export function SettingsPage({ title, lead, children }: SettingsPageProps) {
  return (
    <div className="mx-auto w-full max-w-4xl space-y-8 px-4 py-8 sm:px-8 lg:py-12">
      <header className="space-y-2">
        <h1 className="text-title font-semibold">{title}</h1>
        {lead ? <div className="max-w-prose text-ink-soft">{lead}</div> : null}
      </header>
      {children}
    </div>
  );
}

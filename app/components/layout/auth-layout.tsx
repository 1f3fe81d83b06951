import type { ReactNode } from "react";
import { Link } from "react-router";
import { Logo } from "./logo.tsx";
import { SkipLink } from "./skip-link.tsx";

type AuthLayoutProps = {
  title: string;
  /** One sentence under the title. */
  lead?: ReactNode;
  /** What else one may have come for: "No account yet? Sign up". */
  aside?: ReactNode;
  children: ReactNode;
};

/** One narrow column: the logo, what this page is for, its form. */
export function AuthLayout({ title, lead, aside, children }: AuthLayoutProps) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-96 flex-col px-4 pt-8 pb-16 sm:pt-[14dvh]">
      <SkipLink />
      <header className="mb-10">
        <Link to="/" className="flex w-fit">
          <Logo />
        </Link>
      </header>
      <main id="main" tabIndex={-1} className="space-y-6 outline-none">
        <div className="space-y-2">
          <h1 className="text-title font-semibold">{title}</h1>
          {lead ? <p className="text-ink-soft">{lead}</p> : null}
        </div>
        {children}
        {aside ? <div className="space-y-2 border-t border-rule pt-5 text-ink-soft">{aside}</div> : null}
      </main>
    </div>
  );
}

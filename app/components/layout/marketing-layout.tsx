import type { ReactNode } from "react";
import { Link } from "react-router";
import { LinkButton } from "#app/components/ui/link-button.tsx";
import { Logo } from "./logo.tsx";
import { SkipLink } from "./skip-link.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

type MarketingLayoutProps = {
  /** Where a signed-in visitor goes on; without it, sign in and sign up are offered. */
  appHref?: string | null;
  children: ReactNode;
};

export function MarketingLayout({ appHref, children }: MarketingLayoutProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-rule">
        <div className="mx-auto flex max-w-6xl items-center gap-x-6 gap-y-2 px-4 py-3 sm:px-8">
          <Link to="/" className="mr-auto flex">
            <Logo />
          </Link>
          <nav aria-label="Main" className="flex items-center gap-4 sm:gap-6">
            <Link to="/pricing" className="text-ink-soft hover:text-ink">
              Pricing
            </Link>
            <Link to="/contact" className="hidden text-ink-soft hover:text-ink sm:block">
              Contact
            </Link>
            {appHref ? (
              <LinkButton to={appHref} size="small">
                Go to your data
              </LinkButton>
            ) : (
              <LinkButton to="/sign-in" size="small">
                Sign in
              </LinkButton>
            )}
          </nav>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <MarketingFooter />
    </div>
  );
}

function MarketingFooter() {
  return (
    <footer className="border-t border-rule">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-3 px-4 py-6 text-small text-ink-soft sm:px-8">
        <p className="mr-auto flex">Plainchart. Ask your database in plain words.</p>
        <nav aria-label="Footer" className="flex gap-6">
          <Link to="/pricing" className="hover:text-ink">
            Pricing
          </Link>
          <Link to="/contact" className="hover:text-ink">
            Contact
          </Link>
        </nav>
        <ThemeSwitch />
      </div>
    </footer>
  );
}

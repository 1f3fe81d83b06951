import { Menu, SquarePen } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { LinkButton } from "#app/components/ui/link-button.tsx";
import { Logo } from "./logo.tsx";
import { NavigationList, type NavigationLink } from "./navigation-list.tsx";
import { OrganizationSwitcher, type OrganizationLink } from "./organization-switcher.tsx";
import { Rail, RAIL_ID } from "./rail.tsx";
import { SkipLink } from "./skip-link.tsx";
import { UserMenu } from "./user-menu.tsx";

export type AppShellProps = {
  organization: { name: string; slug: string };
  organizations: OrganizationLink[];
  user: { email: string };
  /** Only pages that exist and that this role may open. */
  navigation: NavigationLink[];
  accountLinks?: { label: string; href: string }[];
  newQuestionHref?: string;
  createOrganizationHref?: string;
  signOutAction: string;
  themeAction?: string;
  /** Fills the rail: the list of conversations. */
  rail?: ReactNode;
  children: ReactNode;
};

/** Everything around a page of one organisation. */
export function AppShell(props: AppShellProps) {
  return (
    <div className="min-h-dvh lg:flex">
      <SkipLink />
      <Rail
        head={
          <OrganizationSwitcher
            current={props.organization}
            organizations={props.organizations}
            createHref={props.createOrganizationHref}
          />
        }
        foot={
          <UserMenu
            email={props.user.email}
            links={props.accountLinks}
            signOutAction={props.signOutAction}
            themeAction={props.themeAction}
          />
        }
      >
        <div className="space-y-5">
          {props.newQuestionHref ? (
            <LinkButton to={props.newQuestionHref} className="w-full">
              <SquarePen aria-hidden className="size-4" />
              New question
            </LinkButton>
          ) : null}
          <NavigationList links={props.navigation} />
          {props.rail}
        </div>
      </Rail>
      <div className="flex min-h-dvh min-w-0 flex-1 flex-col">
        <PhoneBar organization={props.organization} newQuestionHref={props.newQuestionHref} />
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          {props.children}
        </main>
      </div>
    </div>
  );
}

function PhoneBar(props: Pick<AppShellProps, "organization" | "newQuestionHref">) {
  return (
    <header className="sticky top-0 z-20 flex h-14 flex-none items-center gap-2 border-b border-rule bg-paper px-2 lg:hidden">
      <button type="button" popoverTarget={RAIL_ID} className="grid size-10 place-items-center rounded-medium">
        <Menu aria-hidden className="size-5" />
        <span className="sr-only">Open the menu</span>
      </button>
      <Logo withName={false} />
      <span className="min-w-0 flex-1 truncate font-medium">{props.organization.name}</span>
      {props.newQuestionHref ? (
        <Link to={props.newQuestionHref} className="grid size-10 place-items-center rounded-medium">
          <SquarePen aria-hidden className="size-5" />
          <span className="sr-only">New question</span>
        </Link>
      ) : null}
    </header>
  );
}

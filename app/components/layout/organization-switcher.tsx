import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { Link } from "react-router";
import { DisclosureMenu, menuRowClass } from "#app/components/ui/disclosure-menu.tsx";

export type OrganizationLink = { name: string; slug: string; href: string };

type OrganizationSwitcherProps = {
  current: { name: string; slug: string };
  organizations: OrganizationLink[];
  createHref?: string;
};

export function OrganizationSwitcher({ current, organizations, createHref }: OrganizationSwitcherProps) {
  return (
    <DisclosureMenu
      label={`Organisation: ${current.name}. Switch`}
      summaryClassName="flex items-center gap-2 rounded-medium px-2 py-1.5 hover:bg-paper-sunk"
      summary={
        <>
          <span className="min-w-0 flex-1 truncate font-semibold">{current.name}</span>
          <ChevronsUpDown aria-hidden className="size-4 flex-none text-ink-faint" />
        </>
      }
    >
      <ul aria-label="Organisations" className="w-52">
        {organizations.map((organization) => {
          const isCurrent = organization.slug === current.slug;
          return (
            <li key={organization.slug}>
              <Link to={organization.href} aria-current={isCurrent ? "true" : undefined} className={menuRowClass}>
                <span className="min-w-0 flex-1 wrap-anywhere">{organization.name}</span>
                {isCurrent ? <Check aria-hidden className="size-4 flex-none" /> : null}
              </Link>
            </li>
          );
        })}
        {createHref ? (
          <li className="mt-1.5 border-t border-rule pt-1.5">
            <Link to={createHref} className={menuRowClass}>
              <Plus aria-hidden className="size-4 flex-none" />
              New organisation
            </Link>
          </li>
        ) : null}
      </ul>
    </DisclosureMenu>
  );
}

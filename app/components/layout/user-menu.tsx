import { ChevronsUpDown, LogOut } from "lucide-react";
import { Form, Link } from "react-router";
import { DisclosureMenu, menuRowClass } from "#app/components/ui/disclosure-menu.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";

type UserMenuProps = {
  email: string;
  /** Pages about the person or the organisation that exist for this role. */
  links?: { label: string; href: string }[];
  signOutAction: string;
  themeAction?: string;
};

export function UserMenu({ email, links = [], signOutAction, themeAction }: UserMenuProps) {
  return (
    <DisclosureMenu
      upwards
      label={`Account: ${email}`}
      summaryClassName="flex items-center gap-2 rounded-medium px-2 py-1.5 text-small text-ink-soft hover:bg-paper-sunk hover:text-ink"
      summary={
        <>
          <span className="min-w-0 flex-1 truncate">{email}</span>
          <ChevronsUpDown aria-hidden className="size-4 flex-none text-ink-faint" />
        </>
      }
    >
      {links.length > 0 ? (
        <ul className="mb-1.5 border-b border-rule pb-1.5">
          {links.map((link) => (
            <li key={link.href}>
              <Link to={link.href} className={menuRowClass}>
                {link.label}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex items-center justify-between gap-4 py-0.5 pl-2.5 text-small">
        Theme
        <ThemeSwitch action={themeAction} />
      </div>
      <Form method="post" action={signOutAction} className="mt-1.5 border-t border-rule pt-1.5">
        <button type="submit" className={menuRowClass}>
          <LogOut aria-hidden className="size-4" />
          Sign out
        </button>
      </Form>
    </DisclosureMenu>
  );
}

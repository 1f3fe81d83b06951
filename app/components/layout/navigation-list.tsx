import { NavLink } from "react-router";
import { classNames } from "#app/components/ui/class-names.ts";

export type NavigationLink = { label: string; href: string };

export function NavigationList({ links }: { links: NavigationLink[] }) {
  return (
    <nav aria-label="Main">
      <ul className="space-y-0.5">
        {links.map((link) => (
          <li key={link.href}>
            <NavLink
              to={link.href}
              className={({ isActive }) =>
                classNames(
                  "block rounded-medium px-2 py-1.5 hover:bg-paper-sunk",
                  isActive ? "font-semibold text-ink" : "text-ink-soft",
                )
              }
            >
              {link.label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

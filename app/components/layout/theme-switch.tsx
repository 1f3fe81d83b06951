import { Monitor, Moon, Sun } from "lucide-react";
import { useFetcher, useLocation, useRouteLoaderData } from "react-router";
import { classNames } from "#app/components/ui/class-names.ts";
import { isTheme, THEME_COOKIE_NAME, type Theme } from "#app/shared/theme.ts";

const CHOICES = [
  { theme: "system", label: "As the system", icon: Monitor },
  { theme: "light", label: "Light", icon: Sun },
  { theme: "dark", label: "Dark", icon: Moon },
] as const satisfies { theme: Theme; label: string; icon: unknown }[];

/** Posts `theme` and `returnTo`; with JavaScript the page changes before the answer arrives. */
export function ThemeSwitch({ action = "/theme" }: { action?: string }) {
  const location = useLocation();
  const fetcher = useFetcher();
  const stored = useRouteLoaderData<{ theme: Theme }>("root")?.theme ?? "system";
  const pending = fetcher.formData?.get("theme");
  const current = isTheme(pending) ? pending : stored;
  return (
    <fetcher.Form method="post" action={action} aria-label="Theme" className="flex gap-1">
      <input type="hidden" name="returnTo" value={location.pathname + location.search} />
      {CHOICES.map(({ theme, label, icon: Icon }) => (
        <button
          key={theme}
          type="submit"
          name={THEME_COOKIE_NAME}
          value={theme}
          title={label}
          aria-pressed={theme === current}
          className={classNames(
            "grid size-8 place-items-center rounded-small text-ink-soft hover:bg-paper-sunk hover:text-ink",
            theme === current && "bg-paper-sunk text-ink",
          )}
        >
          <Icon aria-hidden className="size-4" />
          <span className="sr-only">{label}</span>
        </button>
      ))}
    </fetcher.Form>
  );
}

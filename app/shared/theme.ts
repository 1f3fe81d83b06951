/** `system` leaves the choice to the browser's `prefers-color-scheme`. */
export const THEMES = ["system", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE_NAME = "theme";

export function isTheme(value: unknown): value is Theme {
  return THEMES.includes(value as Theme);
}

/** The theme in a `Cookie` header; anything unknown is `system`. */
export function readThemeCookie(cookieHeader: string | null): Theme {
  const pairs = (cookieHeader ?? "").split(";").map((pair) => pair.trim().split("="));
  const value = pairs.find(([name]) => name === THEME_COOKIE_NAME)?.[1];
  return isTheme(value) ? value : "system";
}

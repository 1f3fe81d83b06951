import { redirect } from "react-router";
import { isTheme, THEME_COOKIE_NAME } from "#app/components/layout/theme.ts";
import type { Route } from "./+types/theme.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** Keeps the chosen theme in a cookie and goes back to the page it was chosen on. */
export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  const theme = form.get("theme");
  const returnTo = String(form.get("returnTo") ?? "/");
  const path = /^\/(?![/\\])/.test(returnTo) ? returnTo : "/";
  const cookie = `${THEME_COOKIE_NAME}=${isTheme(theme) ? theme : "system"}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
  return redirect(path, { status: 303, headers: { "Set-Cookie": cookie } });
}

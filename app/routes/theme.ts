import { redirect } from "react-router";
import { chooseTheme } from "#app/server/actions/workspace/choose-theme.ts";
import type { Route } from "./+types/theme.ts";

export const action = (args: Route.ActionArgs) => chooseTheme.formAction(args);

export const loader = () => redirect("/", 303);

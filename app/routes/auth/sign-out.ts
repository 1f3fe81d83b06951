import { redirect } from "react-router";
import { signOut } from "#app/server/actions/auth/sign-out.ts";
import type { Route } from "./+types/sign-out.ts";

export const action = (args: Route.ActionArgs) => signOut.formAction(args);

/** Somebody typed the address: signing out takes a press of the button. */
export const loader = () => redirect("/", 303);

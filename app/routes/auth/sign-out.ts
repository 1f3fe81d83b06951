import { signOut } from "#app/server/actions/auth/sign-out.ts";
import type { Route } from "./+types/sign-out.ts";

export const action = (args: Route.ActionArgs) => signOut.formAction(args);

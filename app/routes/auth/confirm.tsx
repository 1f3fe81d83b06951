import { ConfirmPage } from "#app/components/auth/confirm-page.tsx";
import { confirmLink } from "#app/server/actions/auth/confirm-link.ts";
import type { Route } from "./+types/confirm.ts";

const PURPOSES = { magiclink: "sign_in", recovery: "reset", invite: "invitation" } as const;
const START_AGAIN = { confirm: "/sign-up", sign_in: "/sign-in", reset: "/reset", invitation: "/sign-in" } as const;

/** Opening the link uses nothing up: mail scanners open every link they find. */
export function loader({ url }: Route.LoaderArgs) {
  const type = url.searchParams.get("type") ?? "";
  const purpose = type in PURPOSES ? PURPOSES[type as keyof typeof PURPOSES] : ("confirm" as const);
  return { purpose, hidden: { token_hash: url.searchParams.get("token_hash") ?? "", type } };
}

export const action = (args: Route.ActionArgs) => confirmLink.formAction(args);

export default function Confirm({ loaderData, actionData }: Route.ComponentProps) {
  const { purpose, hidden } = loaderData;
  return (
    <>
      <title>Confirm · Plainchart</title>
      <ConfirmPage
        purpose={purpose}
        hidden={hidden}
        error={hidden.token_hash === "" ? INCOMPLETE : postedError(actionData)}
        startAgainHref={START_AGAIN[purpose]}
      />
    </>
  );
}

const INCOMPLETE = "This link is not complete. Copy it from the mail again.";

function postedError(reply: Route.ComponentProps["actionData"]): string | null {
  if (!reply?.error) return null;
  const { code, message } = reply.error;
  return reply.result.error?.[""]?.[0] ?? (code === "VALIDATION_FAILED" ? INCOMPLETE : message);
}

import { CheckMailPage } from "#app/components/auth/check-mail-page.tsx";
import type { Route } from "./+types/check-mail.ts";

const START_AGAIN = { confirm: "/sign-up", sign_in: "/sign-in", reset: "/reset" } as const;

export function loader({ url }: Route.LoaderArgs) {
  const purpose = url.searchParams.get("purpose");
  return { purpose: purpose === "sign_in" || purpose === "reset" ? purpose : "confirm" } as const;
}

export default function CheckMail({ loaderData: { purpose } }: Route.ComponentProps) {
  return (
    <>
      <title>Check your mail · Plainchart</title>
      <CheckMailPage purpose={purpose} startAgainHref={START_AGAIN[purpose]} />
    </>
  );
}

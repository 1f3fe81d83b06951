import { Outlet } from "react-router";
import { MarketingLayout } from "#app/components/layout/marketing-layout.tsx";
import { findHome } from "#app/server/actions/workspace/find-home.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/layout.ts";

export const loader = asLoader(async () => ({ appHref: await findHome({}) }));

export default function Marketing({ loaderData }: Route.ComponentProps) {
  return (
    <MarketingLayout appHref={loaderData.appHref}>
      <Outlet />
    </MarketingLayout>
  );
}

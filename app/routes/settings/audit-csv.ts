import { exportAudit } from "#app/server/actions/operations/export-audit.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/audit-csv.ts";

export const loader = asLoader(({ url }: Route.LoaderArgs) => {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  return exportAudit({ action: asked("action"), outcome: asked("outcome"), actorId: asked("actorId") });
});

import { SettingsPage } from "#app/components/settings/settings-page.tsx";
import { StatusTable } from "#app/components/settings/status-table.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { readStatus } from "#app/server/actions/operations/read-status.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/status.ts";

const NAMES = { auth: "sign-in", data: "workspace data", redis: "limits and cache", postgres: "your tables" } as const;

export const loader = asLoader(async () => {
  const { actions, dependencies } = await readStatus({});
  // How much others ask is not for one organisation's admins to see.
  const rows = actions.map(({ action, availability, p50Ms, p95Ms, lastErrorCode }) => ({
    action,
    availability,
    p50Ms,
    p95Ms,
    lastErrorCode,
  }));
  return { dependencies, rows };
});

export default function Status({ loaderData }: Route.ComponentProps) {
  const down = loaderData.dependencies.filter(({ ok }) => !ok).map(({ name }) => NAMES[name]);
  return (
    <>
      <title>Status · Plainchart</title>
      <SettingsPage
        title="Status"
        lead="How each action fared in the last hour, from real traffic of the copy of the app that answers you. Not available means a fault of ours, not a refusal."
      >
        {down.length === 0 ? (
          <Notice tone="good">
            <p>Every service Plainchart needs is answering.</p>
          </Notice>
        ) : (
          <Notice tone="danger" role="alert">
            <p>Not answering: {down.join(", ")}.</p>
          </Notice>
        )}
        <StatusTable rows={loaderData.rows} period="the last hour" />
      </SettingsPage>
    </>
  );
}

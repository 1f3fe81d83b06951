import { AuditFilterForm } from "#app/components/settings/audit-filter-form.tsx";
import { AuditTable, type AuditRow } from "#app/components/settings/audit-table.tsx";
import { SettingsPage } from "#app/components/settings/settings-page.tsx";
import { LinkButton } from "#app/components/ui/link-button.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { listAudit } from "#app/server/actions/operations/list-audit.ts";
import { listMembers } from "#app/server/actions/workspace/list-members.ts";
import { ERROR_CODES, type ErrorCode } from "#app/shared/errors.ts";
import { formatTimestamp } from "#app/shared/format/format-timestamp.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/audit.ts";

export const loader = asLoader(async ({ url }: Route.LoaderArgs) => {
  const asked = (name: string) => url.searchParams.get(name) || undefined;
  const chosen = { action: asked("action"), outcome: asked("outcome"), actorId: asked("actorId") };
  const [page, members] = await Promise.all([listAudit({ ...chosen, before: asked("before") }), listMembers({})]);
  const { action = "", outcome = "", actorId = "" } = chosen;
  return { ...page, members, chosen: { action, outcome, actorId } };
});

export default function Audit({ loaderData, params }: Route.ComponentProps) {
  const { events, before, broken, actions, members, chosen } = loaderData;
  const emails = new Map(members.map(({ userId, email }) => [userId, email]));
  const path = `/o/${params.slug}/settings/audit`;
  const filter = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== ""));
  return (
    <>
      <title>Audit log · Plainchart</title>
      <SettingsPage
        title="Audit log"
        lead="Everything that was done here or refused, newest first. Nobody can change it."
      >
        {broken ? (
          <Notice tone="danger" role="alert" title="The record was changed">
            <p>
              Event {broken.sequence} does not fit the chain ({broken.problem}). What comes after it can’t be trusted.
            </p>
          </Notice>
        ) : (
          <Notice tone="good">
            <p>The chain holds: no event was changed, removed or put in.</p>
          </Notice>
        )}
        <AuditFilterForm
          chosen={chosen}
          actions={actions}
          outcomes={["OK", "REDIRECT", ...Object.keys(ERROR_CODES)]}
          members={members}
          clearHref={path}
        />
        <AuditTable rows={events.map((event) => toRow(event, emails))} />
        <div className="flex flex-wrap gap-3">
          {before ? (
            <LinkButton to={`${path}?${new URLSearchParams({ ...filter, before: String(before) })}`}>Older</LinkButton>
          ) : null}
          <LinkButton to={`${path}.csv?${new URLSearchParams(filter)}`} variant="quiet" reloadDocument>
            Export as CSV
          </LinkButton>
        </div>
      </SettingsPage>
    </>
  );
}

type AuditEvent = Awaited<ReturnType<typeof loader>>["events"][number];

function toRow(event: AuditEvent, emails: ReadonlyMap<string, string>): AuditRow {
  const { sequence, at, action, outcome, actorId, count, durationMs } = event;
  const isDone = outcome === "OK" || outcome === "REDIRECT";
  const detail = [
    isDone ? null : outcome,
    count > 1 ? `${count} more times` : null,
    durationMs === null ? null : `${durationMs} ms`,
  ];
  return {
    id: String(sequence),
    at: formatTimestamp(at.replace(/\.\d+/, "")),
    action,
    actor: actorId === null ? "a visitor" : (emails.get(actorId) ?? "somebody who is no longer a member"),
    outcome: kindOf(outcome),
    detail: detail.filter((part) => part !== null).join(", "),
  };
}

function kindOf(outcome: string): AuditRow["outcome"] {
  if (outcome === "OK" || outcome === "REDIRECT") return "ok";
  if (outcome === "CANCELLED") return "stopped";
  return (ERROR_CODES[outcome as ErrorCode]?.status ?? 500) >= 500 ? "failed" : "refused";
}

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
  const [page, members] = await Promise.all([
    listAudit({ ...chosen, before: asked("before"), verify: asked("verify") }),
    listMembers({}),
  ]);
  const { action = "", outcome = "", actorId = "" } = chosen;
  return { ...page, members, chosen: { action, outcome, actorId } };
});

export default function Audit({ loaderData, params }: Route.ComponentProps) {
  const { events, before, chain, actions, members, chosen } = loaderData;
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
        <ChainNotice chain={chain} checkHref={`${path}?${new URLSearchParams({ ...filter, verify: "1" })}`} />
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

type AuditPage = Awaited<ReturnType<typeof loader>>;

function ChainNotice({ chain, checkHref }: { chain: AuditPage["chain"]; checkHref: string }) {
  switch (chain.state) {
    case "unchecked":
      return (
        <div>
          <LinkButton to={checkHref} variant="quiet">
            Check that nothing was changed
          </LinkButton>
        </div>
      );
    case "holds":
      return (
        <Notice tone="good" role="status">
          <p>The chain holds: no event was changed, removed or put in.</p>
        </Notice>
      );
    case "unknown":
      return (
        <Notice tone="caution" role="status" title="Not checked">
          <p>The record could not be checked just now. The events below are as they are stored.</p>
        </Notice>
      );
    case "broken":
      return (
        <Notice tone="danger" role="alert" title="The record was changed">
          <p>
            Event {chain.sequence} does not fit the chain ({chain.problem}). What comes after it can’t be trusted.
          </p>
        </Notice>
      );
  }
}

type AuditEvent = AuditPage["events"][number];

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

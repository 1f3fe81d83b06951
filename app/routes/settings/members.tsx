import { MemberList } from "#app/components/settings/member-list.tsx";
import { SettingsPage } from "#app/components/settings/settings-page.tsx";
import { listMembers } from "#app/server/actions/workspace/list-members.ts";
import { formatDate } from "#app/shared/format/format-date.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/members.ts";

export const loader = asLoader(async () => ({ members: await listMembers({}) }));

export default function Members({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <title>Members · Plainchart</title>
      <SettingsPage title="Members" lead="Viewers read, members ask, admins and owners look after the organisation.">
        <MemberList
          members={loaderData.members.map(({ joinedAt, ...member }) => ({ ...member, since: formatDate(joinedAt) }))}
        />
      </SettingsPage>
    </>
  );
}

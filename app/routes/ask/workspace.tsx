import { Outlet, type ShouldRevalidateFunctionArgs } from "react-router";
import { ConversationList } from "#app/components/ask/conversation-list.tsx";
import { AppShell } from "#app/components/layout/app-shell.tsx";
import { listConversations } from "#app/server/actions/chat/list-conversations.ts";
import { listOrganizations } from "#app/server/actions/auth/list-organizations.ts";
import { readWorkspace } from "#app/server/actions/workspace/read-workspace.ts";
import { formatRelativeTime } from "#app/shared/format/format-relative-time.ts";
import { roleAllows } from "#app/shared/roles.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/workspace.ts";

export const loader = asLoader(async () => {
  const [workspace, organizations, conversations] = await Promise.all([
    readWorkspace({}),
    listOrganizations({}),
    listConversations({}),
  ]);
  const now = new Date().toISOString();
  return {
    ...workspace,
    organizations,
    conversations: conversations.map(({ id, title, updatedAt }) => ({
      id,
      title,
      href: `/o/${workspace.organization.slug}/c/${id}`,
      when: formatRelativeTime(updatedAt, now),
    })),
  };
});

/** The rail changes with a question, not with the tab of an answer that is shown. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const samePage = currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search;
  return samePage && formMethod === undefined ? false : defaultShouldRevalidate;
}

export default function Workspace({ loaderData }: Route.ComponentProps) {
  const { organization, organizations, conversations, role, email } = loaderData;
  const base = `/o/${organization.slug}`;
  return (
    <AppShell
      organization={organization}
      organizations={organizations.map(({ name, slug }) => ({ name, slug, href: `/o/${slug}` }))}
      user={{ email }}
      navigation={[
        { label: "Data", href: `${base}/data` },
        { label: "Members", href: `${base}/settings/members` },
        ...(roleAllows(role, "admin") ? adminLinks(base) : []),
      ]}
      newQuestionHref={roleAllows(role, "member") ? base : undefined}
      createOrganizationHref="/organizations/new"
      signOutAction="/sign-out"
      rail={<ConversationList conversations={conversations} />}
    >
      <Outlet />
    </AppShell>
  );
}

function adminLinks(base: string) {
  return [
    { label: "Billing", href: `${base}/settings/billing` },
    { label: "Audit log", href: `${base}/settings/audit` },
    { label: "Status", href: `${base}/settings/status` },
  ];
}

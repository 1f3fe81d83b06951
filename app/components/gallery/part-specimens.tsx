import type { ReactNode } from "react";
import { Badge } from "#app/components/ui/badge.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Checkbox } from "#app/components/ui/checkbox.tsx";
import { Chip } from "#app/components/ui/chip.tsx";
import { Dialog } from "#app/components/ui/dialog.tsx";
import { EmptyState } from "#app/components/ui/empty-state.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { Input } from "#app/components/ui/input.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { Select } from "#app/components/ui/select.tsx";
import { Skeleton } from "#app/components/ui/skeleton.tsx";
import { Textarea } from "#app/components/ui/textarea.tsx";
import { AuditTable } from "#app/components/settings/audit-table.tsx";
import { MemberList } from "#app/components/settings/member-list.tsx";
import { OrganizationForm } from "#app/components/settings/organization-form.tsx";
import { SettingsPage } from "#app/components/settings/settings-page.tsx";
import { StatusTable } from "#app/components/settings/status-table.tsx";
import { GalleryForm } from "./gallery-form.tsx";
import { nameSchema } from "./gallery-schemas.ts";
import { GalleryShell } from "./sheet-specimens.tsx";

function Parts() {
  return (
    <main id="main" className="mx-auto max-w-3xl space-y-10 px-4 py-10">
      <h1 className="text-title font-semibold">Parts</h1>
      <div className="flex flex-wrap gap-3">
        <Button variant="primary">Primary</Button>
        <Button>Secondary</Button>
        <Button variant="quiet">Quiet</Button>
        <Button variant="danger">Danger</Button>
        <Button disabled>Disabled</Button>
        <Button size="small">Small</Button>
        <Dialog
          trigger="Delete…"
          href="?confirm"
          variant="danger"
          title="Delete this conversation?"
          description="Its questions and answers are removed for everyone. Saved answers stay."
        >
          <Button variant="danger">Delete</Button>
        </Dialog>
      </div>
      <div className="flex flex-wrap gap-3">
        <Badge>draft</Badge>
        <Badge tone="good">active</Badge>
        <Badge tone="caution">limited</Badge>
        <Badge tone="danger">failed</Badge>
        <Chip kind="by">company</Chip>
      </div>
      <div className="max-w-md space-y-5">
        <Field id="a" label="Name" hint="As it appears on invoices." optional>
          <Input id="a" defaultValue="Northwind Studio" aria-describedby="a-hint" />
        </Field>
        <Field id="b" label="Address" errors={["Enter an e-mail address."]}>
          <Input id="b" defaultValue="ada@" aria-invalid aria-describedby="b-error" />
        </Field>
        <Field id="c" label="Role">
          <Select id="c">
            <option>viewer</option>
            <option>member</option>
          </Select>
        </Field>
        <Field id="d" label="Message">
          <Textarea id="d" placeholder="What happened?" />
        </Field>
        <label className="flex items-center gap-2.5">
          <Checkbox defaultChecked /> Keep me posted
        </label>
      </div>
      <GalleryForm />
      <div className="space-y-4">
        <Notice title="A remark">Something to know.</Notice>
        <Notice tone="good" title="Saved">
          The answer is under Saved.
        </Notice>
        <Notice tone="caution">Reading stopped at 10,000 rows.</Notice>
        <Notice tone="danger" title="The message was not sent">
          What you typed is kept.
        </Notice>
      </div>
      <Skeleton className="h-24 w-full" />
      <EmptyState title="There are no tables yet" action={<Button>Connect a database</Button>}>
        An admin can connect one.
      </EmptyState>
    </main>
  );
}

export const PART_SPECIMENS: Record<string, () => ReactNode> = {
  parts: Parts,
  settings: () => (
    <GalleryShell>
      <SettingsPage title="Members" lead="Who belongs to Northwind Studio, and what they may do.">
        <MemberList
          changeRoleAction="?"
          removeAction="?"
          members={[
            { userId: "1", email: "owner@northwind.example", role: "owner", since: "3 Nov 2023", isSelf: true },
            {
              userId: "2",
              email: "a-person-with-quite-a-long-address@northwind.example",
              role: "viewer",
              since: "12 Jan 2026",
              isSelf: false,
              assignableRoles: ["viewer", "member", "admin"],
              removable: true,
            },
          ]}
        />
        <OrganizationForm schema={nameSchema} organization={{ name: "Northwind Studio" }} />
        <AuditTable
          rows={[
            {
              id: "1",
              at: "22 Nov 2026, 14:05 UTC",
              action: "chat:generate-sql",
              actor: "owner@northwind.example",
              outcome: "ok",
            },
            {
              id: "2",
              at: "22 Nov 2026, 14:06 UTC",
              action: "chat:run-sql",
              actor: "a-person@northwind.example",
              outcome: "refused",
              detail: "RATE_LIMITED, 14 more in this minute",
            },
          ]}
        />
        <StatusTable
          period="the last hour"
          rows={[
            {
              action: "chat:generate-sql",
              requests: 1204,
              availability: 0.99958,
              p50Ms: 84,
              p95Ms: 1240,
              lastErrorCode: "QUERY_TIMEOUT",
            },
            {
              action: "marketing:contact",
              requests: 0,
              availability: null,
              p50Ms: null,
              p95Ms: null,
              lastErrorCode: null,
            },
          ]}
        />
      </SettingsPage>
    </GalleryShell>
  ),
};

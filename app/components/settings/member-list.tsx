import { Form } from "react-router";
import type { Role } from "#app/shared/roles.ts";
import { HiddenFields } from "#app/components/form/hidden-fields.tsx";
import { Badge } from "#app/components/ui/badge.tsx";
import { Button } from "#app/components/ui/button.tsx";
import { Select } from "#app/components/ui/select.tsx";
import { Table, Td, Th } from "#app/components/ui/table.tsx";

export type Member = {
  userId: string;
  email: string;
  role: Role;
  /** "3 Mar 2026" */
  since: string;
  isSelf: boolean;
  /** Set where the reader may change this member: the roles to choose from. */
  assignableRoles?: Role[];
  removable?: boolean;
};

type MemberListProps = {
  members: Member[];
  changeRoleAction?: string;
  removeAction?: string;
};

export function MemberList({ members, changeRoleAction, removeAction }: MemberListProps) {
  return (
    <Table label="Members">
      <thead>
        <tr>
          <Th>Member</Th>
          <Th>Role</Th>
          <Th>Since</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.userId}>
            <Td className="min-w-48 wrap-anywhere">
              {member.email} {member.isSelf ? <Badge>you</Badge> : null}
            </Td>
            <Td>
              {changeRoleAction && member.assignableRoles ? (
                <RoleForm member={member} roles={member.assignableRoles} action={changeRoleAction} />
              ) : (
                member.role
              )}
            </Td>
            <Td className="whitespace-nowrap text-ink-soft">{member.since}</Td>
            <Td className="text-right">
              {removeAction && member.removable ? (
                <Form method="post" action={removeAction}>
                  <HiddenFields fields={{ userId: member.userId }} />
                  <Button type="submit" variant="quiet" size="small" aria-label={`Remove ${member.email}`}>
                    Remove
                  </Button>
                </Form>
              ) : null}
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function RoleForm({ member, roles, action }: { member: Member; roles: Role[]; action: string }) {
  return (
    <Form method="post" action={action} className="flex items-center gap-2">
      <HiddenFields fields={{ userId: member.userId }} />
      <span className="w-32 flex-none">
        <Select name="role" defaultValue={member.role} aria-label={`Role of ${member.email}`}>
          {roles.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </Select>
      </span>
      <Button type="submit" variant="quiet" size="small">
        Change
      </Button>
    </Form>
  );
}

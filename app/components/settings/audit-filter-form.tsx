import { Form } from "react-router";
import { Button } from "#app/components/ui/button.tsx";
import { Field } from "#app/components/ui/field.tsx";
import { LinkButton } from "#app/components/ui/link-button.tsx";
import { Select } from "#app/components/ui/select.tsx";

export type AuditChoices = { action: string; outcome: string; actorId: string };

type AuditFilterFormProps = {
  chosen: AuditChoices;
  actions: string[];
  outcomes: string[];
  members: { userId: string; email: string }[];
  /** Same page without filters. */
  clearHref: string;
};

/** Narrows the log. A GET form, so that a filtered view has an address. */
export function AuditFilterForm({ chosen, actions, outcomes, members, clearHref }: AuditFilterFormProps) {
  return (
    <Form method="get" className="grid items-end gap-4 sm:grid-cols-[1fr_1fr_1fr_auto]">
      <Choice name="action" label="Action" chosen={chosen.action} options={actions.map((name) => [name, name])} />
      <Choice name="outcome" label="Outcome" chosen={chosen.outcome} options={outcomes.map((code) => [code, code])} />
      <Choice name="actorId" label="By" chosen={chosen.actorId} options={members.map((m) => [m.userId, m.email])} />
      <div className="flex gap-3">
        <Button type="submit">Filter</Button>
        <LinkButton to={clearHref} variant="quiet">
          Clear
        </LinkButton>
      </div>
    </Form>
  );
}

type ChoiceProps = { name: string; label: string; chosen: string; options: [value: string, label: string][] };

function Choice({ name, label, chosen, options }: ChoiceProps) {
  return (
    <Field id={`audit-${name}`} label={label}>
      <Select id={`audit-${name}`} name={name} defaultValue={chosen} key={chosen}>
        <option value="">Any</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    </Field>
  );
}

import { Check } from "lucide-react";
import { Form } from "react-router";
import { HiddenFields } from "#app/components/form/hidden-fields.tsx";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { LinkButton } from "#app/components/ui/link-button.tsx";
import { Notice } from "#app/components/ui/notice.tsx";

export type PricingPlan = {
  id: string;
  name: string;
  /** For whom, in a sentence. */
  summary: string;
  /** With its unit: "€29". */
  price: string;
  /** "per month and organisation"; empty for what costs nothing. */
  period: string;
  includes: string[];
  /** The plan put forward: it alone carries the accent. */
  featured?: boolean;
  /** A page, or a form that starts the checkout. */
  start: { label: string; href: string } | { label: string; action: string; fields: Record<string, string> };
};

type PricingPageProps = {
  plans: PricingPlan[];
  /** Said above the plans: billing is not set up here, checkout was cancelled. */
  notice?: string | null;
};

export function PricingPage({ plans, notice }: PricingPageProps) {
  return (
    <div className="mx-auto max-w-6xl space-y-12 px-4 py-14 sm:px-8 sm:py-20">
      <div className="max-w-2xl space-y-4">
        <h1 className="text-display font-semibold">Pricing</h1>
        <p className="text-title text-ink-soft">
          Per organisation, not per person. Every plan has the same answers, the same walls between organisations and
          the same right to a plain “no”.
        </p>
      </div>
      {notice ? (
        <Notice tone="plain" role="status">
          <p>{notice}</p>
        </Notice>
      ) : null}
      <ul className="grid gap-x-10 gap-y-12 md:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))]">
        {plans.map((plan) => (
          <li key={plan.id} className="flex flex-col gap-5 border-t-2 border-ink pt-5">
            <div className="space-y-1">
              <h2 className="text-title font-semibold">{plan.name}</h2>
              <p className="text-ink-soft md:min-h-12">{plan.summary}</p>
            </div>
            <p className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
              <span className="text-display font-semibold">{plan.price}</span>
              <span className="text-small text-ink-soft">{plan.period}</span>
            </p>
            <PlanStart plan={plan} />
            <ul className="space-y-2">
              {plan.includes.map((item) => (
                <li key={item} className="flex gap-2.5">
                  <Check aria-hidden className="mt-1 size-4 flex-none text-ink-faint" />
                  <span>{item}</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </div>
  );
}

function PlanStart({ plan: { start, featured } }: { plan: PricingPlan }) {
  const variant = featured ? "primary" : "secondary";
  if ("href" in start) {
    return (
      <LinkButton to={start.href} variant={variant} className="self-start">
        {start.label}
      </LinkButton>
    );
  }
  return (
    <Form method="post" action={start.action}>
      <HiddenFields fields={start.fields} />
      <SubmitButton variant={variant} pendingLabel="Opening the checkout…">
        {start.label}
      </SubmitButton>
    </Form>
  );
}

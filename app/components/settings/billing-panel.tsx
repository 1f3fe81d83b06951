import { Form } from "react-router";
import { FormFailureNotice } from "#app/components/form/form-failure-notice.tsx";
import type { FormFailure } from "#app/components/form/form-outcome.ts";
import { HiddenFields } from "#app/components/form/hidden-fields.tsx";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { Notice } from "#app/components/ui/notice.tsx";
import { formatDate } from "#app/shared/format/format-date.ts";
import { PLANS, type PlanId } from "#app/shared/plans.ts";

type BillingPanelProps = {
  billing: {
    orgSlug: string;
    plan: PlanId;
    isConfigured: boolean;
    prices: { plan: PlanId; priceId: string }[];
    requestKey: string;
    subscription: { status: string; isLive: boolean; endsAt: string | null; isEnding: boolean } | null;
  };
  /** What the checkout's way back says: `done` or `cancelled`. */
  cameFrom: string | null;
  failure?: FormFailure | undefined;
};

export function BillingPanel({ billing, cameFrom, failure }: BillingPanelProps) {
  const { orgSlug, plan, isConfigured, prices, requestKey, subscription } = billing;
  const path = `/o/${orgSlug}/settings/billing`;
  // A plan may have been given without a subscription.
  const offers = prices.filter((price) => price.plan !== plan);
  const current = PLANS.find(({ id }) => id === plan);
  return (
    <div className="space-y-8">
      {failure ? <FormFailureNotice failure={failure} /> : null}
      {cameFrom === "done" ? (
        <Notice tone="good" role="status" title="Thank you">
          <p>The plan changes as soon as the payment is confirmed, usually within a minute.</p>
        </Notice>
      ) : null}
      {cameFrom === "cancelled" ? <Notice role="status">The checkout was left. Nothing was charged.</Notice> : null}
      <section className="space-y-2">
        <h2 className="font-semibold">The plan is {current?.name}</h2>
        <p className="text-ink-soft">{current?.includes.join(". ")}.</p>
        {subscription?.endsAt && subscription.isLive ? (
          <p>
            {subscription.isEnding ? "It ends on " : "It renews on "}
            {formatDate(subscription.endsAt)}.
          </p>
        ) : null}
        {subscription?.status === "past_due" ? (
          <Notice tone="caution">The last payment failed. Please look at the payment method.</Notice>
        ) : null}
      </section>
      {isConfigured ? null : (
        <Notice>Payments are not set up on this installation, so the plan can't be changed here.</Notice>
      )}
      {isConfigured && subscription ? (
        <Form method="post" action={`${path}/portal`}>
          <HiddenFields fields={{ returnUrl: path }} />
          <SubmitButton variant="secondary" pendingLabel="Opening…">
            Manage the subscription
          </SubmitButton>
        </Form>
      ) : null}
      {subscription?.isLive ? null : (
        <ul className="divide-y divide-rule border-y border-rule empty:hidden">
          {offers.map(({ plan: id, priceId }) => (
            <PlanOffer key={id} id={id} fields={fieldsOf(priceId, path, requestKey)} />
          ))}
        </ul>
      )}
    </div>
  );
}

function PlanOffer({ id, fields }: { id: PlanId; fields: Record<string, string> }) {
  const plan = PLANS.find((known) => known.id === id);
  if (!plan) return null;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 py-4">
      <div className="mr-auto">
        <h3 className="font-semibold">{plan.name}</h3>
        <p className="text-ink-soft">
          {plan.price} {plan.period}. {plan.includes.slice(1).join(". ")}.
        </p>
      </div>
      <Form method="post">
        <HiddenFields fields={fields} />
        <SubmitButton variant={id === "team" ? "primary" : "secondary"} pendingLabel="Opening the checkout…">
          Choose {plan.name}
        </SubmitButton>
      </Form>
    </li>
  );
}

function fieldsOf(priceId: string, path: string, requestKey: string): Record<string, string> {
  return {
    priceId,
    successUrl: `${path}?checkout=done`,
    cancelUrl: `${path}?checkout=cancelled`,
    requestKey: `${requestKey}-${priceId}`.slice(0, 100),
  };
}

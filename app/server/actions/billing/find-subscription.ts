import { serviceClient } from "#app/server/auth/service-client.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";

export type StoredSubscription = { customerId: string | null; status: string; revision: number };

/** What is known of an organisation's subscription, Stripe's ids included; those are not for people to read. */
export async function findSubscription(orgId: string): Promise<StoredSubscription | null> {
  const { data, error } = await serviceClient()
    .from("subscriptions")
    .select("stripe_customer_id, status, revision")
    .eq("org_id", orgId)
    .limit(1);
  if (error !== null) throw handleDbError(error, "read subscription");
  const row = data[0];
  return row === undefined
    ? null
    : { customerId: row.stripe_customer_id, status: row.status, revision: Number(row.revision) };
}

/** Whether a subscription in this state entitles to its plan. The database's function holds the same list. */
export function isLive(status: string): boolean {
  return status === "active" || status === "trialing" || status === "past_due";
}

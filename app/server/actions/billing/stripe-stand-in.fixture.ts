import { createServer, type IncomingMessage } from "node:http";

import Stripe from "stripe";

type StoredSubscription = {
  id: string;
  status: string;
  priceId: string;
  orgId: string;
  /** As the checkout's metadata say. */
  plan?: string;
  cancelAtPeriodEnd: boolean;
};
type Call = { path: string; form: URLSearchParams; idempotencyKey: string | undefined };

export const WEBHOOK_SECRET = "whsec_test";

/**
 * The endpoints of Stripe that the app uses, on this machine, for the real SDK to talk to. Checkout honours
 * idempotency keys as Stripe does.
 */
export async function startStripe() {
  const calls: Call[] = [];
  const subscriptions = new Map<string, StoredSubscription>();
  const answered = new Map<string, unknown>();
  const faults: number[] = [];
  const hooks: { onRetrieve?: (subscription: StoredSubscription) => Promise<void> } = {};

  const server = createServer(async (request, response) => {
    const path = request.url ?? "";
    const form = new URLSearchParams(await bodyOf(request));
    const idempotencyKey = request.headers["idempotency-key"] as string | undefined;
    calls.push({ path, form, idempotencyKey });
    const fault = faults.shift();
    const answer =
      fault === undefined ? await route(path, idempotencyKey) : { error: { type: "api_error", message: "down" } };
    response.writeHead(fault ?? (answer === undefined ? 404 : 200), { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { error: { type: "invalid_request_error", message: `No such ${path}` } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };

  async function route(path: string, key: string | undefined): Promise<unknown> {
    if (path === "/v1/checkout/sessions") {
      const known = key === undefined ? undefined : answered.get(key);
      const id = `cs_${calls.length}`;
      const made = known ?? { id, object: "checkout.session", url: `https://checkout.stripe.test/${id}` };
      if (key !== undefined) answered.set(key, made);
      return made;
    }
    if (path === "/v1/billing_portal/sessions")
      return { id: "bps_1", object: "billing_portal.session", url: "https://billing.stripe.test/1" };
    const subscription = subscriptions.get(/^\/v1\/subscriptions\/(\w+)$/.exec(path)?.[1] ?? "");
    if (subscription === undefined) return undefined;
    const shown = toStripe(subscription);
    await hooks.onRetrieve?.(subscription);
    return shown;
  }

  return {
    calls,
    subscriptions,
    hooks,
    /** The next answers have these statuses. */
    failNext: (...statuses: number[]) => void faults.push(...statuses),
    env: {
      STRIPE_SECRET_KEY: "sk_test_stand_in",
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      STRIPE_API_URL: `http://127.0.0.1:${port}`,
      STRIPE_PRICE_TEAM: "price_456",
      STRIPE_PRICE_BUSINESS: "price_789",
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** An event as Stripe sends it: body and signature. */
export function signEvent(
  event: { id: string; type: string; created?: number; object: Record<string, unknown> },
  { secret = WEBHOOK_SECRET, ageSeconds = 0 } = {},
): { payload: string; signature: string } {
  const now = Math.floor(Date.now() / 1_000);
  const { id, type, created = now, object } = event;
  const payload = JSON.stringify({ id, object: "event", type, created, data: { object } }, null, 1);
  const signer = new Stripe("sk_test_signer").webhooks;
  return { payload, signature: signer.generateTestHeaderString({ payload, secret, timestamp: now - ageSeconds }) };
}

function toStripe({ id, status, priceId, orgId, plan, cancelAtPeriodEnd }: StoredSubscription) {
  const current_period_end = Math.floor(Date.now() / 1_000) + 2_592_000;
  return {
    id,
    object: "subscription",
    status,
    customer: `cus_${orgId.slice(0, 8)}`,
    cancel_at_period_end: cancelAtPeriodEnd,
    metadata: { org_id: orgId, ...(plan === undefined ? {} : { plan }) },
    items: { object: "list", data: [{ id: "si_1", price: { id: priceId }, quantity: 1, current_period_end }] },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

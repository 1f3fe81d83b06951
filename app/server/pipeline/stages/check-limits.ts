import type { OrgAuth, UserAuth } from "#app/server/auth/validate-auth.ts";
import { createHash } from "node:crypto";

import { countNamedSubject } from "#app/server/limits/check-rate-limit.ts";
import { enforceLimit } from "#app/server/limits/enforce-limit.ts";
import type { AnyDefinition } from "#app/server/pipeline/types.ts";
import type { RequestContext } from "#app/server/platform/request-context.ts";

/** Counts the call against its limit for the user, the organisation and the client's address. */
export async function checkLimits(
  definition: AnyDefinition,
  auth: UserAuth | OrgAuth | null,
  context: RequestContext,
): Promise<void> {
  if (definition.limit === undefined) return;
  await enforceLimit({
    name: definition.limit.bucket ?? definition.name,
    limit: definition.limit,
    cost: definition.cost ?? 1,
    userId: auth?.userId ?? null,
    orgId: auth !== null && "orgId" in auth ? auth.orgId : null,
    plan: auth !== null && "plan" in auth ? auth.plan : "free",
    clientAddress: context.clientAddress,
    responseHeaders: context.responseHeaders,
  });
}

/** Counts the call against what its input names and where it comes from. The key is hashed: it may be a mail address. */
export async function checkInputLimit(
  definition: AnyDefinition,
  input: unknown,
  { clientAddress }: RequestContext,
): Promise<void> {
  if (definition.limitBy === undefined) return;
  const subject = createHash("sha256")
    .update(definition.limitBy.key(input as never))
    .digest("base64url")
    .slice(0, 22);
  await countNamedSubject(definition.name, { subject, clientAddress }, definition.limitBy.limit);
}

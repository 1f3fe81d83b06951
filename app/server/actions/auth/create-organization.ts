import { createOrganizationNamed } from "#app/server/actions/auth/home-organization.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { createOrganizationSchema } from "#app/shared/schemas/auth.ts";

/** Makes a further organisation, owned by the user. */
export const createOrganization = defineAction({
  name: "auth:create-organization",
  access: "user",
  limit: ACTION_RATE_LIMITS.WRITE_OPERATION,
  input: createOrganizationSchema,
  run: async ({ input }) => ({ orgSlug: await createOrganizationNamed(input.name) }),
  redirectTo: ({ data }) => `/o/${data.orgSlug}`,
});

import { z } from "zod";

import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { readActionStats } from "#app/server/platform/action-stats.ts";
import { checkHealth } from "#app/server/platform/health.ts";

/** How every action fared in the last hour in this copy of the app, and which dependencies answer now. */
export const readStatus = defineQuery({
  name: "operations:read-status",
  access: "admin",
  input: z.object({}),
  run: async () => ({ actions: readActionStats(), dependencies: await checkHealth() }),
});

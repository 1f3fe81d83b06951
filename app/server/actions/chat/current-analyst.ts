import { createAnalyst } from "#app/server/analyst/create-analyst.ts";
import { modelConfigFrom } from "#app/server/analyst/model/model-config.ts";
import { env } from "#app/server/platform/env.ts";
import type { Analyst } from "#app/shared/analyst.ts";

/** The analyst this installation answers with: the model that the environment names, or the offline one. */
export function currentAnalyst(): Analyst {
  return createAnalyst({ config: modelConfigFrom(env()), sharing: "schema" });
}

import { offlineAnalyst } from "#app/server/analyst/offline/offline-analyst.ts";
import type { Analyst } from "#app/shared/analyst.ts";

/** The analyst this installation answers with. */
export function currentAnalyst(): Analyst {
  return offlineAnalyst;
}

import { adjectiveSense } from "#app/server/analyst/offline/language/adjectives.ts";
import type { Measure } from "./draft.ts";

export function adjectiveMeasure(adjective: string): Measure {
  return {
    kind: "adjective",
    name: null,
    mention: null,
    adjective: adjectiveSense(adjective).base,
    distinct: false,
    words: adjective,
  };
}

import type { CircuitBreakerPolicy } from "cockatiel";
import { createFallbackAnalyst, createModelBreaker } from "#app/server/analyst/fallback-analyst.ts";
import { createLanguageModel } from "#app/server/analyst/model/create-language-model.ts";
import { createModelAnalyst, type ModelUsage } from "#app/server/analyst/model/model-analyst.ts";
import type { DataSharing, ModelConfig } from "#app/server/analyst/model/model-config.ts";
import { offlineAnalyst } from "#app/server/analyst/offline/offline-analyst.ts";
import type { Analyst } from "#app/shared/analyst.ts";

export type CreateAnalystOptions = {
  /** Null: no model is set up. */
  config: ModelConfig | null;
  sharing: DataSharing;
  mayUseModel?: () => Promise<boolean>;
  onUsage?: (usage: ModelUsage) => void;
};

const breakers = new Map<string, CircuitBreakerPolicy>();

/**
 * The analyst of an organisation: the model with the offline analyst behind it, or that one alone.
 * Cheap; make one for each question, since sharing and budget belong to the asker's organisation.
 *
 * @example
 * createAnalyst({ config: modelConfigFrom(env()), sharing: "schema" })
 */
export function createAnalyst({ config, sharing, mayUseModel, onUsage }: CreateAnalystOptions): Analyst {
  if (config === null) return offlineAnalyst;
  const model = createModelAnalyst({ model: createLanguageModel(config), sharing, ...(onUsage ? { onUsage } : {}) });
  const breaker = breakerFor(`${config.provider} ${config.baseUrl ?? ""} ${config.name}`);
  return createFallbackAnalyst({ model, offline: offlineAnalyst, breaker, ...(mayUseModel ? { mayUseModel } : {}) });
}

function breakerFor(provider: string): CircuitBreakerPolicy {
  const known = breakers.get(provider);
  if (known) return known;
  const made = createModelBreaker();
  breakers.set(provider, made);
  return made;
}

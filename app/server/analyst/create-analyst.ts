import type { CircuitBreakerPolicy } from "cockatiel";
import { createFallbackAnalyst, createModelBreaker } from "#app/server/analyst/fallback-analyst.ts";
import { createLanguageModel } from "#app/server/analyst/model/create-language-model.ts";
import { createModelAnalyst, type ModelUsage, type WrappableModel } from "#app/server/analyst/model/model-analyst.ts";
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

type Provider = { model: WrappableModel; breaker: CircuitBreakerPolicy };

const providers = new Map<string, Provider>();

/**
 * The analyst of an organisation: the model with the offline analyst behind it, or that one alone.
 * Cheap; make one for each question, since sharing and budget belong to the asker's organisation.
 *
 * @example
 * createAnalyst({ config: modelConfigFrom(env()), sharing: "schema" })
 */
export function createAnalyst({ config, sharing, mayUseModel, onUsage }: CreateAnalystOptions): Analyst {
  if (config === null) return offlineAnalyst;
  const { model, breaker } = providerOf(config);
  return createFallbackAnalyst({
    model: createModelAnalyst({ model, sharing, ...(onUsage ? { onUsage } : {}) }),
    offline: offlineAnalyst,
    breaker,
    ...(mayUseModel ? { mayUseModel } : {}),
  });
}

/** One for each configuration of the process, so that an outage is learnt once. */
function providerOf(config: ModelConfig): Provider {
  const key = JSON.stringify(config);
  const known = providers.get(key);
  if (known) return known;
  const made = { model: createLanguageModel(config), breaker: createModelBreaker() };
  providers.set(key, made);
  return made;
}

import { createLanguageModel } from "#app/server/analyst/model/create-language-model.ts";
import { createModelAnalyst } from "#app/server/analyst/model/model-analyst.ts";
import { modelConfigFrom } from "#app/server/analyst/model/model-config.ts";
import { offlineAnalyst } from "#app/server/analyst/offline/offline-analyst.ts";
import type { Analyst } from "#app/shared/analyst.ts";

/**
 * The analyst to measure, by the name given on the command line. The model is measured alone: with the
 * offline analyst behind it, an outage would pass for an answer.
 */
export function openAnalyst(name: string, settings: Record<string, string | undefined>): Analyst {
  if (name === "offline") return offlineAnalyst;
  if (name !== "model") throw new Error(`--analyst is offline or model, not ${name}`);
  const config = modelConfigFrom(settings);
  if (!config) {
    throw new Error(
      "No model is set up: set MODEL_NAME with OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_GENERATIVE_AI_API_KEY, AI_GATEWAY_API_KEY or MODEL_BASE_URL.",
    );
  }
  return createModelAnalyst({ model: createLanguageModel(config), sharing: "values" });
}

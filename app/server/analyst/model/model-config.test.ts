import { expect, test } from "vitest";
import { createLanguageModel } from "#app/server/analyst/model/create-language-model.ts";
import { modelConfigFrom, type ModelSettings } from "#app/server/analyst/model/model-config.ts";

test.each<[ModelSettings, string | null]>([
  [{}, null],
  [{ OPENAI_API_KEY: "k" }, "openai"],
  [{ ANTHROPIC_API_KEY: "k", MODEL_NAME: "claude-x" }, "anthropic"],
  [{ GOOGLE_GENERATIVE_AI_API_KEY: "k" }, "google"],
  [{ AI_GATEWAY_API_KEY: "k" }, "gateway"],
  [{ MODEL_BASE_URL: "http://127.0.0.1:11434/v1", MODEL_NAME: "llama" }, "openai-compatible"],
  [{ MODEL_BASE_URL: "http://127.0.0.1:11434/v1" }, null],
  [{ MODEL_PROVIDER: "anthropic", MODEL_API_KEY: "k", OPENAI_API_KEY: "other" }, "anthropic"],
  [{ MODEL_PROVIDER: "openai" }, null],
])("%j chooses %s", (settings, provider) => {
  const config = modelConfigFrom(settings);
  expect(config?.provider ?? null).toBe(provider);
  if (config) expect(createLanguageModel(config)).toMatchObject({ modelId: config.name });
});

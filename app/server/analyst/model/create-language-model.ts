import { createAnthropic } from "@ai-sdk/anthropic";
import { createGateway } from "@ai-sdk/gateway";
import { createGoogle } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { WrappableModel } from "#app/server/analyst/model/model-analyst.ts";
import type { ModelConfig } from "#app/server/analyst/model/model-config.ts";

/** The AI SDK's model for a configuration. Makes no call. */
export function createLanguageModel({ provider, name, apiKey, baseUrl }: ModelConfig): WrappableModel {
  const settings = { ...(apiKey === null ? {} : { apiKey }), ...(baseUrl === null ? {} : { baseURL: baseUrl }) };
  switch (provider) {
    case "openai":
      return createOpenAI(settings)(name);
    case "anthropic":
      return createAnthropic(settings)(name);
    case "google":
      return createGoogle(settings)(name);
    case "gateway":
      return createGateway(settings)(name);
    case "openai-compatible":
      return createOpenAICompatible({
        name: "model",
        baseURL: baseUrl ?? "",
        supportsStructuredOutputs: true,
        includeUsage: true,
        ...(apiKey === null ? {} : { apiKey }),
      })(name);
  }
}

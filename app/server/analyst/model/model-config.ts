/** How much of an organisation's data a provider may see. Each level holds those before it. */
export const DATA_SHARING_LEVELS = ["schema", "values", "results"] as const;

/**
 * `schema`: names, types, comments, keys. `values`: also sample values, ranges and the stored values a
 * question mentions. `results`: also the rows of an answer, for the sentences about it.
 */
export type DataSharing = (typeof DATA_SHARING_LEVELS)[number];

export type ModelProvider = "openai" | "anthropic" | "google" | "gateway" | "openai-compatible";

export type ModelConfig = {
  provider: ModelProvider;
  /** The provider's name of the model. */
  name: string;
  /** Null where the server asks for none, as a local one does. */
  apiKey: string | null;
  /** Null: the provider's own address. Required for `openai-compatible`. */
  baseUrl: string | null;
};

/** The environment's part that concerns the model; `env()` and `process.env` both fit. */
export type ModelSettings = Partial<
  Record<
    | "MODEL_PROVIDER"
    | "MODEL_NAME"
    | "MODEL_API_KEY"
    | "MODEL_BASE_URL"
    | "OPENAI_API_KEY"
    | "ANTHROPIC_API_KEY"
    | "GOOGLE_GENERATIVE_AI_API_KEY"
    | "AI_GATEWAY_API_KEY",
    string | undefined
  >
>;

/** Used where only a provider's key is set. MODEL_NAME overrides. */
const DEFAULT_NAMES: Record<Exclude<ModelProvider, "openai-compatible">, string> = {
  openai: "gpt-5-mini",
  anthropic: "claude-sonnet-4-5",
  google: "gemini-2.5-flash",
  gateway: "openai/gpt-5-mini",
};

/**
 * Reads which model to use: MODEL_PROVIDER with MODEL_API_KEY, or just one provider's own key, or
 * MODEL_BASE_URL for any OpenAI-compatible server (Ollama, vLLM). Null: no model, the offline analyst
 * answers. Several keys: OpenAI, Anthropic, Google, gateway, in that order.
 */
export function modelConfigFrom(settings: ModelSettings): ModelConfig | null {
  const ownKeys = {
    openai: settings.OPENAI_API_KEY,
    anthropic: settings.ANTHROPIC_API_KEY,
    google: settings.GOOGLE_GENERATIVE_AI_API_KEY,
    gateway: settings.AI_GATEWAY_API_KEY,
    "openai-compatible": undefined,
  } satisfies Record<ModelProvider, string | undefined>;
  const provider = chosenProvider(settings, ownKeys);
  if (!provider) return null;
  const apiKey = settings.MODEL_API_KEY ?? ownKeys[provider] ?? null;
  const baseUrl = settings.MODEL_BASE_URL ?? null;
  const name = settings.MODEL_NAME ?? (provider === "openai-compatible" ? null : DEFAULT_NAMES[provider]);
  if (name === null || (provider === "openai-compatible" && baseUrl === null)) return null;
  if (apiKey === null && provider !== "openai-compatible") return null;
  return { provider, name, apiKey, baseUrl };
}

function chosenProvider(
  settings: ModelSettings,
  ownKeys: Record<ModelProvider, string | undefined>,
): ModelProvider | null {
  const named = (Object.keys(ownKeys) as ModelProvider[]).find((provider) => provider === settings.MODEL_PROVIDER);
  if (named) return named;
  if (settings.MODEL_BASE_URL) return "openai-compatible";
  return (Object.keys(ownKeys) as ModelProvider[]).find((provider) => ownKeys[provider]) ?? null;
}

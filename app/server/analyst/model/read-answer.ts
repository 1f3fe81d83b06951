import { parsePartialJson } from "ai";
import { type ModelAnswer, modelAnswerSchema } from "#app/server/analyst/model/answer-schema.ts";

/** What can already be shown of an answer that still streams. */
export async function readPartialAnswer(text: string): Promise<{ summary?: string; sql?: string }> {
  const { value } = await parsePartialJson(jsonPart(text));
  if (value === null || typeof value !== "object" || Array.isArray(value)) return {};
  const { interpretation, sql } = value as Record<string, unknown>;
  return {
    ...(typeof interpretation === "string" && interpretation !== "" ? { summary: interpretation } : {}),
    ...(typeof sql === "string" && sql !== "" ? { sql } : {}),
  };
}

/**
 * Reads a finished answer. Tolerates a fence or words around the JSON; null where there is no JSON, it
 * was cut off, or has no usable `kind`. A cut-off answer is never repaired: half an SQL text may run and be wrong.
 */
export function readAnswer(text: string): ModelAnswer | null {
  const json = jsonPart(text);
  const end = json.lastIndexOf("}");
  if (end < 0) return null;
  try {
    const parsed = modelAnswerSchema.safeParse(JSON.parse(json.slice(0, end + 1)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function jsonPart(text: string): string {
  const start = text.indexOf("{");
  return start < 0 ? "" : text.slice(start);
}

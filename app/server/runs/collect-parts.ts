import type { UIMessageChunk } from "ai";

/** A part of a stored message, as the AI SDK's `UIMessage` holds it. */
export type StoredPart =
  | { type: "text"; text: string; state: "done" }
  | { type: `data-${string}`; id?: string; data: unknown };

/**
 * Folds a run's chunks into the parts of its message, by the AI SDK's rules: a data part sent again
 * with the same type and id replaces the former, transient ones are dropped, text deltas join up.
 */
export function createPartCollector(): {
  add(chunk: UIMessageChunk): void;
  parts(): StoredPart[];
} {
  const parts = new Map<string, StoredPart>();
  return {
    add(chunk) {
      if (chunk.type === "text-start") {
        parts.set(`text:${chunk.id}`, { type: "text", text: "", state: "done" });
      } else if (chunk.type === "text-delta") {
        const part = parts.get(`text:${chunk.id}`);
        if (part?.type === "text") part.text += chunk.delta;
      } else if (isDataChunk(chunk) && chunk.transient !== true) {
        const key = chunk.id === undefined ? `${chunk.type}#${parts.size}` : `${chunk.type}:${chunk.id}`;
        const id = chunk.id === undefined ? {} : { id: chunk.id };
        parts.set(key, { type: chunk.type, ...id, data: chunk.data });
      }
    },
    parts: () => [...parts.values()],
  };
}

function isDataChunk(chunk: UIMessageChunk): chunk is Extract<UIMessageChunk, { data: unknown }> {
  return chunk.type.startsWith("data-");
}

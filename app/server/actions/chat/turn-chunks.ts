import type { UIMessageChunk } from "ai";
import type { TurnParts } from "#app/shared/turn.ts";

/** A chunk that sets the one part of its kind; sent again it replaces the former. */
export function partChunk<Name extends keyof TurnParts>(name: Name, data: TurnParts[Name]): UIMessageChunk {
  return { type: `data-${name}`, id: name, data };
}

/** A chunk for a kind of part that may stand several times in one turn. */
export function namedPartChunk<Name extends keyof TurnParts>(
  name: Name,
  suffix: string,
  data: TurnParts[Name],
): UIMessageChunk {
  return { type: `data-${name}`, id: `${name}-${suffix}`, data };
}

/** The chunks of a finished text. */
export function textChunks(id: string, text: string): UIMessageChunk[] {
  return [
    { type: "text-start", id },
    { type: "text-delta", id, delta: text },
    { type: "text-end", id },
  ];
}

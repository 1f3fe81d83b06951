import type { TurnParts } from "#app/shared/turn.ts";
import type { TurnView } from "./turn-view.ts";

/** A message's part, stored or streaming: the AI SDK's `UIMessagePart`, as much of it as matters here. */
export type MessagePart = { type: string; text?: string; data?: unknown };

/** Lays a message's parts out as a turn. Parts of an unknown type are left out. */
export function collectTurnView(turn: { id: string; question: string }, parts: readonly MessagePart[]): TurnView {
  const view: TurnView = { ...turn, stage: "queued", notices: [], suggestions: [] };
  for (const part of parts) {
    if (part.type === "text" && part.text) view.text = (view.text ?? "") + part.text;
    else if (part.type.startsWith("data-")) place(view, part.type.slice("data-".length), part.data);
  }
  return view;
}

function place(view: TurnView, name: string, data: unknown) {
  if (name === "status") view.stage = (data as TurnParts["status"]).stage;
  else if (name === "interpretation") view.interpretation = data as TurnParts["interpretation"];
  else if (name === "sql") view.sql = (data as TurnParts["sql"]).sql;
  else if (name === "result") view.result = data as TurnParts["result"];
  else if (name === "chart") view.chart = data as TurnParts["chart"];
  else if (name === "notice") view.notices.push(data as TurnParts["notice"]);
  else if (name === "suggestions") view.suggestions = (data as TurnParts["suggestions"]).questions;
  else if (name === "clarification") view.clarification = data as TurnParts["clarification"];
  else if (name === "refusal") view.refusal = data as TurnParts["refusal"];
  else if (name === "failure") view.failure = data as TurnParts["failure"];
}

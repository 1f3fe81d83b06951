import type { StoredTurn } from "#app/server/actions/chat/read-conversation.ts";
import { explainSql } from "#app/server/sql/explain-sql.ts";

/** What a stored answer's SQL does, clause by clause; empty where it holds none. */
export async function explainStoredSql(turn: StoredTurn): Promise<{ label: string; text: string }[]> {
  const part = turn.parts?.find(({ type }) => type === "data-sql");
  if (!part || part.type === "text") return [];
  const steps = await explainSql((part.data as { sql: string }).sql);
  return steps.map(({ clause, text }) => ({ label: clause, text }));
}

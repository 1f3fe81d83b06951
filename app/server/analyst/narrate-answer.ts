import type { ModelUsage, WrappableModel } from "#app/server/analyst/model/model-analyst.ts";
import type { DataSharing } from "#app/server/analyst/model/model-config.ts";
import { writeNarration } from "#app/server/analyst/model/write-narration.ts";
import { checkNumbers } from "#app/server/analyst/narrate/check-numbers.ts";
import { narrate } from "#app/server/analyst/narrate/narrate.ts";
import type { AnalystName, Interpretation } from "#app/shared/analyst.ts";
import type { ResultSet } from "#app/shared/result-set.ts";
import type { Notice } from "#app/shared/turn.ts";

export type NarrateAnswerOptions = {
  question: string;
  answer: { interpretation: Interpretation };
  result: ResultSet;
  /** Null: no model is set up. */
  model: WrappableModel | null;
  sharing: DataSharing;
  signal: AbortSignal;
  timeoutMs?: number;
  onUsage?: (usage: ModelUsage) => void;
};

export type Narration = { text: string; author: AnalystName; notice: Notice | null };

/**
 * Sentences by the model, where the organisation shares results and the provider answers; the
 * deterministic ones otherwise. A model's numbers that the rows do not give are struck, with a notice.
 * Throws only what `signal` was aborted with.
 */
export async function narrateAnswer(options: NarrateAnswerOptions): Promise<Narration> {
  const { model, sharing, question, answer, result } = options;
  const written =
    model !== null && sharing === "results" && result.rows.length > 0
      ? await writeNarration({ ...options, model })
      : null;
  if (written === null) return { text: narrate({ answer, result }), author: "offline", notice: null };
  const { text, notice } = checkNumbers(written, result, question);
  return { text, author: "model", notice };
}

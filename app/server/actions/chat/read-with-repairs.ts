import { currentAnalyst } from "#app/server/actions/chat/current-analyst.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";
import type { AnalystRequest, AnalystUpdate } from "#app/shared/analyst.ts";
import type { ErrorCode } from "#app/shared/errors.ts";

/** SQL that was refused goes back to a model at most this often. */
const MAX_REPAIRS = 2;

/** What another text may mend. */
const MENDABLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["SQL_REFUSED", "QUERY_FAILED"]);

export type Reading = Extract<AnalystUpdate, { final: true }>;
export type UnfinishedReading = Extract<AnalystUpdate, { final: false }>;

type ReadWithRepairsOptions<Item, Checked> = {
  signal: AbortSignal;
  /** What is shown of a reading while it is being made. */
  show: (update: UnfinishedReading) => Iterable<Item>;
  /** Judges a whole reading. SQL it throws SQL_REFUSED or QUERY_FAILED for goes back to the model that wrote it. */
  check: (reading: Reading) => AsyncGenerator<Item, Checked>;
};

/**
 * Reads a question until the check lets an answer through; a model may mend what was refused, twice, and not by
 * saying again what it said before.
 *
 * @throws what the check threw last.
 */
export async function* readWithRepairs<Item, Checked>(
  request: AnalystRequest,
  { signal, show, check }: ReadWithRepairsOptions<Item, Checked>,
): AsyncGenerator<Item, Checked> {
  const tried = new Set<string>();
  let repair: AnalystRequest["repair"];
  for (;;) {
    const reading = yield* readOnce({ ...request, ...(repair ? { repair } : {}) }, { signal, show });
    try {
      return yield* check(reading);
    } catch (error) {
      const { answer, analyst } = reading;
      if (signal.aborted || answer.kind !== "sql" || analyst !== "model") throw error;
      const { code, message } = toApplicationError(error);
      const isRepeat = tried.has(answer.sql);
      tried.add(answer.sql);
      if (!MENDABLE.has(code) || isRepeat || tried.size > MAX_REPAIRS) throw error;
      repair = { sql: answer.sql, code, message };
    }
  }
}

async function* readOnce<Item>(
  request: AnalystRequest,
  { signal, show }: Pick<ReadWithRepairsOptions<Item, unknown>, "signal" | "show">,
): AsyncGenerator<Item, Reading> {
  for await (const update of currentAnalyst().analyse(request, { signal })) {
    if (update.final) return update;
    yield* show(update);
  }
  throw new Error("The analyst ended without an answer.");
}

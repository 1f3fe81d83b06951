import { setImmediate as nextTurn } from "node:timers/promises";
import { csvRows } from "#app/charts/export/chart-csv.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

/** Characters of one piece; writing them takes about a millisecond. */
const PIECE_CHARACTERS = 64 * 1024;

/**
 * A result as CSV, piece by piece as it is read: the file is never in memory as a whole, and between two pieces the
 * process does its other work. `onEnd` is called when all was read, the reader left, or the signal aborts, which also
 * lets go of the rows.
 */
export function streamCsv(
  result: ResultSet,
  { signal, onEnd }: { signal: AbortSignal; onEnd: () => void },
): ReadableStream<Uint8Array> {
  const pieces = piecesOf(result);
  const encoder = new TextEncoder();
  const end = () => {
    pieces.return();
    onEnd();
  };
  signal.addEventListener("abort", end, { once: true });
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        await nextTurn();
        signal.throwIfAborted();
        const piece = pieces.next();
        if (!piece.done) return controller.enqueue(encoder.encode(piece.value));
        end();
        controller.close();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

function* piecesOf({ columns, rows }: ResultSet): Generator<string, void, void> {
  let piece = csvRows([columns.map(({ name }) => name)]).join("");
  for (const row of rows) {
    piece += csvRows([row.map((cell) => (typeof cell === "boolean" ? String(cell) : cell))]).join("");
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

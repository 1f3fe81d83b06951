/**
 * The worker's whole program, as text: a worker started from text needs no file of its own, so the bundled server, plain
 * `node file.ts` and Vitest start it the same way. `workerData` is the resolved path of libpg-query.
 *
 * An answer is `{ tree }` (JSON text: cheaper to copy than objects, and no nesting limit), `{ syntaxError }`, or `{ broken }`
 * when the parser itself failed; after that its memory cannot be trusted and the worker must be replaced.
 */
export const PARSE_WORKER_SOURCE = `
const { parentPort, workerData } = require("node:worker_threads");
const parser = require(workerData);
parser.loadModule().then(() => {
  parentPort.on("message", (sql) => parentPort.postMessage(answer(sql)));
  parentPort.postMessage({ ready: true });
});
function answer(sql) {
  try {
    return { tree: JSON.stringify(parser.parseSync(sql)) };
  } catch (error) {
    if (!parser.hasSqlDetails(error)) return { broken: String(error && error.name) };
    const details = error.sqlDetails;
    return { syntaxError: { message: details.message, position: details.cursorPosition } };
  }
}
`;

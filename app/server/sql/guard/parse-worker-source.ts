/**
 * The worker's whole program, as text: a worker started from text needs no file of its own, so the bundled server, plain
 * `node file.ts` and Vitest start it the same way. `workerData` has the resolved path of libpg-query and the largest tree, in letters
 * of JSON, that it hands over: a larger one would hold up the thread that reads it.
 *
 * An answer is `{ tree }` (JSON text: cheaper to copy than objects, and no nesting limit), `{ tooLarge }`, `{ syntaxError }`, or `{ broken }`
 * when the parser itself failed; after that its memory cannot be trusted and the worker must be replaced.
 */
export const PARSE_WORKER_SOURCE = `
const { parentPort, workerData } = require("node:worker_threads");
const parser = require(workerData.parser);
parser.loadModule().then(() => {
  parentPort.on("message", (sql) => parentPort.postMessage(answer(sql)));
  parentPort.postMessage({ ready: true });
});
function answer(sql) {
  try {
    const tree = JSON.stringify(parser.parseSync(sql));
    return tree.length > workerData.treeLimit ? { tooLarge: true } : { tree };
  } catch (error) {
    if (!parser.hasSqlDetails(error)) return { broken: String(error && error.name) };
    const details = error.sqlDetails;
    return { syntaxError: { message: details.message, position: details.cursorPosition } };
  }
}
`;

import { ALLOWED_FUNCTIONS, FUNCTION_SUGGESTIONS } from "./allowed-functions.ts";
import { checkSeries, upperBound } from "./check-series.ts";
import { constantNumber, constantText } from "./constants.ts";
import { nearestName } from "./nearest-name.ts";
import { Refusal } from "./refusal.ts";
import { asList, asNames, locationOf, systemName, type TreeNode } from "./tree.ts";

const MAXIMUM_EXPONENT = 1000;
/** Letters that one lpad, rpad or repeat may make. */
const MAXIMUM_PADDING = 1000;

/** A call of a listed function by its own name; a few functions also have a say about their arguments. */
export function checkFunction(node: TreeNode): void {
  const names = asNames(node.funcname);
  const name = systemName(names);
  if (name === null || !ALLOWED_FUNCTIONS.has(name)) throw unavailable(name ?? (names ?? []).join("."), node);
  if (name === "generate_series") checkSeries(node);
  if (name === "lpad" || name === "rpad") checkPadding(name, node);
  if (name === "repeat") checkRepeat(node);
  if (name === "format") checkFormat(node);
  if (name === "power" || name === "pow") checkExponent(asList(node.args)[1], node);
  if (name === "exp" || name === "factorial") checkExponent(asList(node.args)[0], node);
}

function unavailable(written: string, node: TreeNode): Refusal {
  const near = nearestName(written, ALLOWED_FUNCTIONS);
  const suggestion = FUNCTION_SUGGESTIONS[written.toLowerCase()] ?? (near === null ? null : `Did you mean ${near}?`);
  return new Refusal("FUNCTION", `${written} isn't available here.`, locationOf(node), suggestion);
}

function checkPadding(name: string, node: TreeNode): void {
  const width = constantNumber(asList(node.args)[1]);
  if (width !== null && width <= MAXIMUM_PADDING) return;
  const suggestion = `Write the width as a number, at most ${MAXIMUM_PADDING}.`;
  throw new Refusal("TOO_COMPLEX", `${name} needs a fixed width here.`, locationOf(node), suggestion);
}

/** A literal, repeated a number of times that the SQL shows. */
function checkRepeat(node: TreeNode): void {
  const [repeated, times] = asList(node.args);
  const letters = constantText(repeated)?.length;
  const count = upperBound(times);
  if (letters !== undefined && count !== null && letters * count <= MAXIMUM_PADDING) return;
  const suggestion = `Repeat a short text at most least(n, ${MAXIMUM_PADDING}) times.`;
  throw new Refusal("TOO_COMPLEX", "repeat needs a fixed size here.", locationOf(node), suggestion);
}

/** No widths: `%100000000s` fills memory. */
function checkFormat(node: TreeNode): void {
  const template = constantText(asList(node.args)[0]);
  if (template !== null && /^(?:[^%]|%(?:%|(?:\d{1,2}\$)?[sIL]))*$/.test(template)) return;
  const message = "format takes a literal template with plain %s, %I and %L only here.";
  throw new Refusal("TOO_COMPLEX", message, locationOf(node), "Join texts with ||.");
}

/** Numeric powers are computed to every digit: 10 ^ 100000 takes a processor for seconds. */
export function checkExponent(exponent: unknown, node: TreeNode): void {
  const constant = constantNumber(exponent);
  if (constant === null || Math.abs(constant) <= MAXIMUM_EXPONENT) return;
  throw new Refusal("TOO_COMPLEX", `An exponent may be at most ${MAXIMUM_EXPONENT} here.`, locationOf(node));
}

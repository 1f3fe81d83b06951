import { ApplicationError } from "#app/server/platform/application-error.ts";

/** Longest name of a form control. */
const MAX_NAME_LENGTH = 100;
/** Controls in one form. */
export const MAX_FORM_ENTRIES = 100;
/** Highest index of a list, `items[50]`. */
const MAX_INDEX = 50;
/** Names that reach an object's prototype where a parser builds objects from paths. */
const FORBIDDEN_SEGMENTS = new Set(["__proto__", "constructor", "prototype"]);
/** Conform's own fields: which button was pressed, and what was validated already. */
const INTENT = "__intent__";
const STATE = "__state__";
const MAX_STATE_LENGTH = 10_000;

const PATH = /^([^.[\]]+)((?:\.[^.[\]]+|\[\d{0,10}\])*)$/;

/**
 * Refuses a form before any parser sees it. Conform builds nested objects from names, and one small field
 * such as `foo[4294967290]=1` keeps it busy for more than twenty seconds; so names must be the form's own,
 * short, and of small indexes. Costs microseconds.
 *
 * @param known first segments of the names this form has.
 * @throws ApplicationError BAD_REQUEST.
 */
export function checkFormKeys(form: FormData, known: ReadonlySet<string>): void {
  let entries = 0;
  for (const [name, value] of form) {
    entries += 1;
    if (entries > MAX_FORM_ENTRIES) throw refused("too many fields");
    if (name === INTENT) checkIntent(value, known);
    else if (name === STATE) {
      if (typeof value !== "string" || value.length > MAX_STATE_LENGTH) throw refused("state too long");
    } else checkName(name, known);
    if (typeof value === "string" && value.includes("\u0000")) throw refused("NUL in a value");
  }
}

function checkName(name: string, known: ReadonlySet<string>): void {
  if (name.length > MAX_NAME_LENGTH) throw refused("name too long");
  const match = PATH.exec(name);
  const first = match?.[1];
  if (match === null || first === undefined || !known.has(first)) throw refused("unknown field");
  for (const segment of (match[2] ?? "").split(/[.[\]]+/)) {
    if (FORBIDDEN_SEGMENTS.has(segment)) throw refused("forbidden name");
    if (/^\d+$/.test(segment) && Number(segment) > MAX_INDEX) throw refused("index too high");
  }
  if (FORBIDDEN_SEGMENTS.has(first)) throw refused("forbidden name");
}

/** An intent names a field and an index of its own, and reaches the same code. */
function checkIntent(value: FormDataEntryValue, known: ReadonlySet<string>): void {
  if (typeof value !== "string" || value.length > 1_000) throw refused("intent too long");
  if (value === "") return;
  const payload = parsePayload(value);
  if (typeof payload.name === "string" && payload.name !== "") checkName(payload.name, known);
  for (const index of [payload.index, payload.from, payload.to]) {
    if (index !== undefined && !(Number.isInteger(index) && Number(index) >= 0 && Number(index) <= MAX_INDEX)) {
      throw refused("intent index");
    }
  }
}

function parsePayload(text: string): Record<string, unknown> {
  try {
    const intent = JSON.parse(text) as { payload?: unknown };
    return typeof intent.payload === "object" && intent.payload !== null
      ? (intent.payload as Record<string, unknown>)
      : {};
  } catch {
    throw refused("unreadable intent");
  }
}

function refused(reason: string): ApplicationError {
  return new ApplicationError({ code: "BAD_REQUEST", cause: new Error(`Form refused: ${reason}`) });
}

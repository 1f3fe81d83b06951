/** One line of the doctor's report. Names only, never a value: a report is pasted into tickets. */
export type Finding = {
  level: "ok" | "note" | "fail";
  text: string;
  /** What the operator should do. */
  remedy?: string;
};

export function ok(text: string): Finding {
  return { level: "ok", text };
}

export function note(text: string, remedy: string): Finding {
  return { level: "note", text, remedy };
}

export function fail(text: string, remedy: string): Finding {
  return { level: "fail", text, remedy };
}

/** `ok` where nothing was found, else `fail` naming what was. */
export function failIfAny(found: readonly string[], good: string, bad: string, remedy: string): Finding {
  if (found.length === 0) return ok(good);
  const shown = found.slice(0, 8).join(", ");
  return fail(`${bad}: ${shown}${found.length > 8 ? ` and ${found.length - 8} more` : ""}`, remedy);
}

/**
 * Looks for text that Postgres can't hold and JSON can bring: NUL, and halves of surrogate pairs. Only plain
 * objects and arrays are entered; without recursion, since JSON may be nested deeper than the stack.
 *
 * @returns the path of the first such text or key, or null.
 */
export function findUnstorableText(input: unknown): PropertyKey[] | null {
  const seen = new Set<object>();
  const waiting: { value: unknown; path: PropertyKey[] }[] = [{ value: input, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value === "string" && !isStorable(value)) return path;
    if (!isPlain(value) || seen.has(value)) continue;
    seen.add(value);
    for (const [key, inner] of Object.entries(value)) {
      if (!isStorable(key)) return path;
      if (typeof inner === "string" ? !isStorable(inner) : isPlain(inner))
        waiting.push({ value: inner, path: [...path, Array.isArray(value) ? Number(key) : key] });
    }
  }
  return null;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}

/**
 * Matches as KEYS and SCAN do: `*`, `?`, `[abc]`, `[^a-z]` and `\` before a character taken as it is. Walks the pattern
 * by hand: a regular expression made from a pattern full of stars can take minutes.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  return matchesBytes(toByteText(pattern), toByteText(text));
}

/** One character per byte: to Redis `?` is one byte, so "é" takes two. */
function toByteText(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function matchesBytes(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (t < text.length) {
    const step = p < pattern.length && pattern[p] !== "*" ? matchOne(pattern, p, text[t] ?? "") : undefined;
    if (step?.isMatch === true) {
      p = step.next;
      t += 1;
    } else if (pattern[p] === "*") {
      starAt = p;
      resumeAt = t;
      p += 1;
    } else if (starAt >= 0) {
      resumeAt += 1;
      t = resumeAt;
      p = starAt + 1;
    } else {
      return false;
    }
  }
  while (pattern[p] === "*") p += 1;
  return p === pattern.length;
}

function matchOne(pattern: string, at: number, character: string): { isMatch: boolean; next: number } {
  const first = pattern[at];
  if (first === "?") return { isMatch: true, next: at + 1 };
  if (first === "[") return matchClass(pattern, at, character);
  if (first === "\\" && at + 1 < pattern.length) return { isMatch: pattern[at + 1] === character, next: at + 2 };
  return { isMatch: first === character, next: at + 1 };
}

function matchClass(pattern: string, at: number, character: string): { isMatch: boolean; next: number } {
  let p = at + 1;
  const isNegated = pattern[p] === "^";
  if (isNegated) p += 1;
  let isMatch = false;
  for (; p < pattern.length && pattern[p] !== "]"; p += 1) {
    if (pattern[p] === "\\" && p + 1 < pattern.length) p += 1;
    const low = pattern[p] ?? "";
    if (pattern[p + 1] === "-" && p + 2 < pattern.length && pattern[p + 2] !== "]") {
      const high = pattern[p + 2] ?? "";
      if (character >= (low < high ? low : high) && character <= (low < high ? high : low)) isMatch = true;
      p += 2;
    } else if (low === character) {
      isMatch = true;
    }
  }
  return { isMatch: isMatch !== isNegated, next: Math.min(p + 1, pattern.length) };
}

const NARROW = new Set("iIl.,:;'|!jtfr()[] ");
const WIDE = new Set("mwMW@%—…");

/**
 * About how wide a text is in Inter, in CSS pixels, without a canvas: a server has none. Within some ten per
 * cent for Latin text; wide scripts count as a full em a character.
 */
export function textWidth(text: string, fontSize = 12): number {
  let ems = 0;
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) >= 0x1100) ems += 1;
    else if (NARROW.has(character)) ems += 0.31;
    else if (WIDE.has(character)) ems += 0.88;
    else if (character >= "A" && character <= "Z") ems += 0.68;
    else if (character >= "0" && character <= "9") ems += 0.63;
    else ems += 0.57;
  }
  return ems * fontSize * 1.04;
}

/** Cuts a text to a width, with an ellipsis. */
export function cutToWidth(text: string, width: number, fontSize = 12): string {
  if (textWidth(text, fontSize) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (textWidth(`${kept}${character}…`, fontSize) > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Breaks a text into at most `lines` lines of a width at spaces, cutting what is left. */
export function wrapToWidth(text: string, width: number, lines: number, fontSize = 12): string[] {
  const wrapped: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (textWidth(longer, fontSize) <= width || line === "") line = longer;
    else {
      wrapped.push(line);
      line = word;
    }
  }
  wrapped.push(line);
  const kept = wrapped.slice(0, lines);
  if (wrapped.length > lines) kept[lines - 1] = wrapped.slice(lines - 1).join(" ");
  return kept.map((one) => cutToWidth(one, width, fontSize));
}

/**
 * Cuts labels to a width so that different ones still differ: where the beginnings are the same, the middle goes
 * and the ends stay.
 */
export function cutDistinct(labels: readonly string[], width: number, fontSize = 12): string[] {
  const cut = labels.map((label) => cutToWidth(label, width, fontSize));
  const owners = new Map<string, Set<string>>();
  for (const [index, text] of cut.entries()) owners.set(text, (owners.get(text) ?? new Set()).add(labels[index] ?? ""));
  return cut.map((text, index) =>
    (owners.get(text)?.size ?? 0) > 1 ? cutMiddle(labels[index] ?? "", width, fontSize) : text,
  );
}

function cutMiddle(text: string, width: number, fontSize: number): string {
  const half = (width - textWidth("…", fontSize)) / 2;
  const take = (characters: string[]) => {
    let kept = "";
    for (const character of characters) {
      if (textWidth(`${kept}${character}`, fontSize) > half) break;
      kept += character;
    }
    return kept;
  };
  const characters = [...text];
  const end = [...take(characters.toReversed())].toReversed().join("");
  return `${take(characters).trimEnd()}…${end.trimStart()}`;
}

const LONGEST_TEXT = 200;

/**
 * Writes text from the database or a person so that a model can tell it from instructions: one line,
 * JSON-quoted, cut, and without the characters that could close the block around it.
 */
export function fenceText(text: string, longest: number = LONGEST_TEXT): string {
  const oneLine = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const cut = oneLine.length > longest ? `${oneLine.slice(0, longest).trimEnd()}...` : oneLine;
  return JSON.stringify(cut).replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
}

/** A block whose inside is data. */
export function fenceBlock(name: string, lines: string[]): string {
  return lines.length === 0 ? "" : `<${name}>\n${lines.join("\n")}\n</${name}>`;
}

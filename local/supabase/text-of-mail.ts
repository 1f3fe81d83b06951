/** One of our own mail templates as plain text: its paragraphs, each link followed by its address. */
export function textOfMail(html: string): string {
  return html
    .replaceAll(/<a\s[^>]*?href="([^"]*)"[^>]*>([^<]*)<\/a\s*>/g, "$2: $1")
    .replaceAll(/<[^>]+>/g, "\n")
    .replaceAll("&amp;", "&")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("\n\n");
}

const ACRONYMS = new Set([
  "id",
  "url",
  "usd",
  "eur",
  "gbp",
  "vat",
  "mrr",
  "arr",
  "kpi",
  "sku",
  "ip",
  "api",
  "sql",
  "roi",
  "ytd",
]);

/** A column's name as people read it: `total_amount` is "Total amount", `mrrUsd` is "MRR USD". */
export function humaniseName(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/[_\s]+/g, " ")
    .trim()
    .slice(0, 120)
    .split(" ");
  return words
    .map((word, index) => {
      const lower = word.toLowerCase();
      if (lower === "pct" && index > 0) return "%";
      if (ACRONYMS.has(lower)) return lower.toUpperCase();
      if (word === word.toUpperCase() && word.length > 1) return word;
      return index === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    })
    .join(" ");
}

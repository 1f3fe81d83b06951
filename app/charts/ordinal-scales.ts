const SCALES: readonly (readonly string[])[] = [
  [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
  ],
  ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
  ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  ["q1", "q2", "q3", "q4"],
  ["xs", "s", "m", "l", "xl", "xxl"],
  ["tiny", "small", "medium", "large", "huge", "enterprise"],
  [
    "trivial",
    "very low",
    "low",
    "minor",
    "medium",
    "moderate",
    "normal",
    "major",
    "high",
    "very high",
    "urgent",
    "severe",
    "critical",
    "blocker",
  ],
  ["never", "rarely", "sometimes", "often", "always"],
  ["poor", "fair", "average", "good", "very good", "excellent"],
  ["strongly disagree", "disagree", "neutral", "agree", "strongly agree"],
  ["free", "basic", "starter", "standard", "pro", "plus", "premium", "business", "enterprise"],
  ["junior", "mid", "middle", "senior", "staff", "lead", "principal"],
  ["bronze", "silver", "gold", "platinum", "diamond"],
  ["morning", "noon", "afternoon", "evening", "night"],
];

const RANGE =
  /^\s*(?:<|under|below|up to)?\s*[$€£]?(-?[\d.,]+)\s*(?:[kmb%])?\s*(?:(?:-|–|to)\s*[$€£]?-?[\d.,]+\s*[kmb%]?|\+|and (?:more|over|above)|or more)?\s*[a-z]*\s*$/i;
const RANGE_SIGN =
  /\d\s*(?:-|–|to)\s*[$€£]?\d|\d[kmb%]?\s*\+|^\s*(?:<|>|under|below|over|up to)|and (?:more|over|above)|or more/i;
const UNBOUNDED_LOW = /^\s*(?:<|under|below|up to)/i;
const UNBOUNDED_HIGH = /^\s*(?:>|over|above)/i;

/**
 * The natural order of ordinal labels (months, weekdays, sizes, priorities, age bands), or null where the
 * labels have none. Steven's ordinal scale: order means something, distance does not.
 *
 * @returns a rank by lower-cased label.
 */
export function ordinalRanks(labels: readonly string[]): Map<string, number> | null {
  const wanted = [...new Set(labels.map((label) => label.trim().toLowerCase()))];
  if (wanted.length < 2 || wanted.length > 60) return null;
  const scale = SCALES.find((candidate) => wanted.every((label) => candidate.includes(label)));
  if (scale) return new Map(wanted.map((label) => [label, scale.indexOf(label)]));
  return rangeRanks(wanted);
}

function rangeRanks(labels: string[]): Map<string, number> | null {
  if (!labels.some((label) => RANGE_SIGN.test(label))) return null;
  const ranks = new Map<string, number>();
  for (const label of labels) {
    const match = RANGE.exec(label.replace(UNBOUNDED_HIGH, ""));
    const start = Number((match?.[1] ?? "").replaceAll(",", ""));
    if (!match || Number.isNaN(start)) return null;
    const nudge = UNBOUNDED_LOW.test(label) ? -0.5 : UNBOUNDED_HIGH.test(label) ? 0.5 : 0;
    ranks.set(label, start + nudge);
  }
  return ranks;
}

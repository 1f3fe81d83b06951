import { rules } from "./operator-phrases.ts";
import type { Token } from "./tokenise.ts";

export type AggregateName = "sum" | "avg" | "min" | "max";

export type CompareOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Direction = "asc" | "desc";

export type Grain = "day" | "week" | "month" | "quarter" | "year" | "weekday" | "hour";

/** What a fixed phrase of English asks for, apart from any schema. */
export type Operator =
  | { type: "command" }
  | { type: "ask"; word: "what" | "which" | "who" | "whose" | "when" | "where" | "why" | "how" }
  | { type: "count" }
  | { type: "aggregate"; name: AggregateName }
  | { type: "superlative"; direction: Direction; adjective: string | null }
  | { type: "top"; direction: Direction }
  | { type: "frequent"; direction: Direction }
  | { type: "comparative"; operator: CompareOperator; adjective: string }
  | { type: "compare"; operator: CompareOperator }
  | { type: "suffix"; operator: CompareOperator }
  | { type: "between" }
  | { type: "each" }
  | { type: "negation" }
  | { type: "without" }
  | { type: "except" }
  | { type: "distinct" }
  | { type: "both" }
  | { type: "either" }
  | { type: "and" }
  | { type: "or" }
  | { type: "but" }
  | { type: "order" }
  | { type: "direction"; direction: Direction }
  | { type: "alphabetical" }
  | { type: "like"; mode: "contains" | "starts" | "ends" }
  | { type: "null" }
  | { type: "ratio" }
  | { type: "percentage" }
  | { type: "share" }
  | { type: "grain"; grain: Grain }
  | { type: "growth" }
  | { type: "running" }
  | { type: "difference" }
  | { type: "relative" }
  | { type: "with" }
  | { type: "named" }
  | { type: "preposition"; word: string }
  | { type: "than" }
  | { type: "copula" }
  | { type: "years-old" }
  | { type: "good"; direction: Direction }
  | { type: "chart"; chart: string }
  | { type: "stop" };

export const STOP_WORDS = new Set(
  (
    "a an the this that these those it its they them their there here he she his her him i me my we us our you your " +
    "so such some any all just only also please and or then very too really quite already currently now existing exist exists " +
    "well there's respectively corresponding correspond respective each's those ones one using used use if so-called total-wise " +
    "various several certain particular given specific overall detailed details information info data record records entry entries result results row rows " +
    "exactly different's across got get gets getting take takes having involve involves involved involving available listed present altogether within's times " +
    "database table dataset system db answer question thing things ever ya hey hello hi thanks thank ok okay kindly same's itself themselves who's be value values s t amount"
  ).split(" "),
);

export type OperatorSpan = { start: number; end: number; operator: Operator; words: string };

/** Every fixed phrase of the question, the longest at each position, by token index. */
export function readOperators(tokens: Token[]): Map<number, OperatorSpan[]> {
  const spans = new Map<number, OperatorSpan[]>();
  for (let start = 0; start < tokens.length; start += 1) {
    const first = tokens[start];
    if (!first || first.kind === "quoted") continue;
    const found: OperatorSpan[] = [];
    for (const rule of rules.get(first.lower) ?? []) {
      const end = start + rule.words.length;
      if (end > tokens.length) continue;
      const fits = rule.words.every((alternatives, offset) => {
        const candidate = tokens[start + offset];
        return candidate !== undefined && candidate.kind !== "quoted" && alternatives.includes(candidate.lower);
      });
      if (fits) {
        const words = tokens
          .slice(start, end)
          .map((each) => each.text)
          .join(" ");
        found.push({ start, end, operator: rule.operator, words });
      }
    }
    if (found.length > 0) {
      found.sort((a, b) => b.end - a.end);
      spans.set(start, found);
    }
  }
  return spans;
}

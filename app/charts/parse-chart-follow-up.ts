import type { ChartEdit } from "./apply-chart-edit.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import { columnKeys } from "./column-keys.ts";
import { nearestColumn } from "./nearest-column.ts";
import { profileColumns } from "./profile-columns.ts";
import { readGoal } from "./read-goal.ts";
import { readChartWords } from "./read-chart-words.ts";

const LONGEST_TEXT = 200;
const CURRENCIES: Record<string, string> = {
  dollars: "USD",
  dollar: "USD",
  $: "USD",
  usd: "USD",
  euros: "EUR",
  euro: "EUR",
  "€": "EUR",
  eur: "EUR",
  pounds: "GBP",
  "£": "GBP",
  gbp: "GBP",
  francs: "CHF",
  chf: "CHF",
};

/** Words that only an edit of the picture has; a follow-up without any of them is a new question. */
const PICTURE =
  /^(?:please |can you |could you |now |and |ok(?:ay)?,? )*(?:make|show|draw|display|turn|change|switch|use|put|as|add|set|remove|drop|hide|sort|order|stack|unstack|swap|flip|limit|only|split|colou?r|group|title|rename|call|format|in|by|horizontal|vertical|undo|without|with|no|keep|count|average|sum)\b/i;

/**
 * Reads a follow-up that changes the picture and not the question: "make it stacked", "as a share", "add a goal
 * line at 100k", "sort by name", "in euros", "by quarter". Null where it is a question for the data; a caller then
 * asks it. `undo` is answered as such, because only the caller knows the former chart.
 */
export function parseChartFollowUp(text: string, config: ChartConfig, result: ChartInput): ChartEdit[] | "undo" | null {
  const words = text
    .slice(0, LONGEST_TEXT)
    .toLowerCase()
    .replaceAll(/[.!?]+\s*$/g, "")
    .trim();
  if (text.length > LONGEST_TEXT || !PICTURE.test(words)) return null;
  if (/^(?:please )?undo(?: (?:that|it|the last (?:change|edit)))?$/.test(words)) return "undo";
  const edit =
    readTitle(text) ??
    readGoalLine(words, config, result) ??
    readSort(words, config) ??
    readLook(words) ??
    readFormat(words) ??
    readColumns(words, config, result);
  if (edit) return [edit];
  const named = readChartWords(words).types;
  const types = named.length > 0 ? named : readChartWords("", bareType(words)).types;
  return types[0] && onlyNamesType(words) ? [{ kind: "type", type: types[0] }] : null;
}

function readTitle(text: string): ChartEdit | null {
  const match =
    /^(?:please )?(?:(?:set|change) the title to|title it|call it|rename (?:it|the chart) to|title:)\s*["“']?(.+?)["”']?\s*$/i.exec(
      text.trim(),
    );
  return match?.[1] ? { kind: "title", title: match[1].replaceAll(/\p{Cc}/gu, " ") } : null;
}

function readGoalLine(words: string, config: ChartConfig, result: ChartInput): ChartEdit | null {
  if (/^(?:please )?(?:remove|drop|hide|no|without)\b.*\b(?:goal|target|reference)\b/.test(words))
    return { kind: "goal_line", goalLine: null };
  const match =
    /\b(goal|target|reference|threshold|budget|limit)(?: ?line)? (?:at|of|to|=)\s*([$€£]?\s*-?[\d.,]+\s*(?:k|m|mio|b|bn|thousand|million|billion|%)?)\s*$/.exec(
      words,
    );
  if (!match || (match[1] === "limit" && !words.includes("line"))) return null;
  const value = readGoal(match[2] ?? "", config, result);
  if (value === null) return null;
  const name = match[1] ?? "goal";
  return {
    kind: "goal_line",
    goalLine: { value, label: name === "goal" ? null : name.charAt(0).toUpperCase() + name.slice(1) },
  };
}

function readSort(words: string, config: ChartConfig): ChartEdit | null {
  const top =
    /^(?:please )?(?:only |show |keep |limit (?:it )?to |show only |just )*(?:the )?(?:top|first|largest|biggest) (\d{1,3})\b/.exec(
      words,
    );
  if (top) return { kind: "limit", limit: Math.min(500, Math.max(1, Number(top[1]))) };
  if (/\b(?:show|keep) (?:them )?all\b|\bno limit\b|\bwithout (?:a )?limit\b/.test(words) && config.limit !== null)
    return { kind: "limit", limit: null };
  if (!/\b(?:sort|order|alphabetical(?:ly)?|ascending|descending)\b/.test(words)) return null;
  const named = /\b(?:name|label|alphabet|category|x)/.test(words);
  const natural = /\b(?:time|date|natural|original|chronological)/.test(words);
  const ascending = /\b(?:asc|ascending|smallest|lowest|low to high|a to z|oldest)\b/.test(words);
  const descending = /\b(?:desc|descending|largest|highest|biggest|high to low|z to a|newest|value)\b/.test(words);
  const direction = descending ? "descending" : ascending || named || natural ? "ascending" : "descending";
  return { kind: "sort", sort: { by: named ? "x" : natural ? "natural" : "y", direction } };
}

function readLook(words: string): ChartEdit | null {
  if (/\b(?:unstack(?:ed)?|not stacked|side by side|next to each other)\b/.test(words))
    return { kind: "stacking", stacked: false };
  if (
    /\b(?:as|in|show|of) (?:(?:a|the) )?(?:shares?|proportions?|percentages?|percent|parts of (?:a|the) whole|100 ?%)\b|\bnormali[sz]ed?\b/.test(
      words,
    )
  )
    return { kind: "share", share: true };
  if (/\b(?:absolute|not as (?:a )?share|no shares?)\b/.test(words)) return { kind: "share", share: false };
  if (/\bstack(?:ed)?\b(?! (?:area|bars?|columns?))/.test(words)) return { kind: "stacking", stacked: true };
  if (/\bhorizontal(?:ly)?\b/.test(words)) return { kind: "orientation", orientation: "horizontal" };
  if (/\bvertical(?:ly)?\b/.test(words)) return { kind: "orientation", orientation: "vertical" };
  if (/^(?:please )?(?:swap|flip|switch)(?: the)? (?:axes|x and y|groups|them|it|colou?rs|series)/.test(words))
    return { kind: "swap" };
  if (/\b(?:hide|remove|no|without|drop)(?: the| a)? legend\b/.test(words)) return { kind: "legend", legend: "hidden" };
  if (/\b(?:show|add|with)(?: the| a)? legend\b/.test(words)) return { kind: "legend", legend: "shown" };
  return null;
}

function readFormat(words: string): ChartEdit | null {
  const currency = /\bin (dollars?|euros?|pounds|francs|usd|eur|gbp|chf|[$€£])$/.exec(words);
  const format = { currency: null, decimals: null };
  if (currency)
    return {
      kind: "number_format",
      numberFormat: { ...format, style: "currency", currency: CURRENCIES[currency[1] ?? ""] ?? null },
    };
  const decimals = /\b(\d|no|one|two) decimals?(?: places?)?\b/.exec(words);
  if (decimals) {
    const count = { no: 0, one: 1, two: 2 }[decimals[1] ?? ""] ?? Math.min(6, Number(decimals[1]));
    return { kind: "number_format", numberFormat: { ...format, style: "auto", decimals: count } };
  }
  const grain =
    /^(?:please )?(?:show |group |make )?(?:it |them |this )?(?:by|per) (year|quarter|month|week|day|hour)$/.exec(
      words,
    );
  if (grain) return { kind: "date_format", dateFormat: grain[1] as ChartConfig["dateFormat"] };
  return null;
}

function readColumns(words: string, config: ChartConfig, result: ChartInput): ChartEdit | null {
  const find = (name: string) => nearestColumn(name, profileColumns(result));
  const split = /\b(?:split|colou?r(?:ed)?|group(?:ed)?|break (?:it )?down)(?: it| them)? by (.+)$/.exec(words);
  if (split?.[1]) {
    const column = find(split[1]);
    return column && column !== config.x ? { kind: "series", column } : null;
  }
  if (/\b(?:remove|drop|without|no) (?:the )?(?:split|series|colou?rs?|groups?)\b/.test(words))
    return { kind: "series", column: null };
  const axis = /\b(?:put|use|show|set) (.+?) (?:on|as|for) (?:the )?(x|y|horizontal|vertical)(?:[- ]?axis)?$/.exec(
    words,
  );
  if (!axis?.[1]) return null;
  const column = find(axis[1]);
  if (!column || !columnKeys(result.columns).includes(column)) return null;
  return axis[2] === "x" || axis[2] === "horizontal" ? { kind: "x", column } : { kind: "y", columns: [column] };
}

/** "make it a pie", "as bars", "line": a type and nothing that the data would have to answer. */
function onlyNamesType(words: string): boolean {
  const rest = words.replaceAll(
    /\b(?:please|can|could|you|now|and|ok|okay|make|show|draw|display|turn|change|switch|use|put|as|it|this|that|them|the|a|an|in|into|to|with|instead|chart|graph|plot|diagram|map|bars?|columns?|lines?|areas?|pie|do(?:ugh)?nut|scatter(?:plot)?|bubbles?|histogram|heat ?map|table|grid|list|stacked|grouped|clustered|side|by|big|number|kpi|single|value)\b/g,
    "",
  );
  return rest.replaceAll(/[\s,-]/g, "") === "";
}

function bareType(words: string): string {
  return (
    /\b(pie|do(?:ugh)?nut|histogram|heat ?map|scatter|bubble|table|line|area|bar|column)s?(?: (?:chart|graph|plot))?$/.exec(
      words,
    )?.[1] ?? ""
  );
}

import type { ChartType } from "./chart-config-schema.ts";

/** What the words of a question ask of a chart. */
export type ChartWords = {
  /** Types named outright ("as a pie"), in the order named. */
  types: ChartType[];
  trend: boolean;
  share: boolean;
  compare: boolean;
  distribution: boolean;
  correlation: boolean;
  ranking: boolean;
  /** The n of "top n". */
  top: number | null;
  list: boolean;
  stacked: boolean;
  secondAxis: boolean;
  horizontal: boolean;
};

const TYPE_WORDS: readonly (readonly [RegExp, ChartType])[] = [
  [/\bstacked[- ]area\b/, "stacked_area"],
  [/\bstacked(?:[- ](?:bars?|columns?|charts?|graphs?))?\b/, "stacked_bar"],
  [/\b(?:grouped|clustered|side[- ]by[- ]side)(?:[- ](?:bars?|columns?))?\b/, "grouped_bar"],
  [/\bdo(?:ugh)?nuts?\b/, "donut"],
  [/\bpie\b/, "pie"],
  [/\bhistogram\b/, "histogram"],
  [/\bheat[- ]?map\b/, "heatmap"],
  [/\bbubble\b/, "bubble"],
  [/\bscatter(?:[- ]?plot)?\b/, "scatter"],
  [/\barea (?:chart|graph|plot)\b|\bas (?:an )?area\b/, "area"],
  [/\bline (?:chart|graph|plot)\b|\bas (?:a )?lines?\b(?! items?)/, "line"],
  [/\b(?:bar|column) (?:chart|graph|plot)\b|\bas (?:a )?(?:bars?|columns?)\b|\bbars\b/, "bar"],
  [/\bbig number\b|\bsingle (?:number|value)\b|\bas (?:a )?(?:number|kpi)\b|\bkpi card\b/, "big_number"],
  [/\bas (?:a )?(?:table|list|grid)\b|\bin (?:a )?table\b|\btable (?:of|view)\b/, "table"],
];

/** Reads the question's words, and a hint such as "pie" or "stacked bar chart". Never throws; English only. */
export function readChartWords(question: string, hint = ""): ChartWords {
  const text = question.slice(0, 2_000).toLowerCase();
  return {
    types: [...new Set([...namedTypes(hintText(hint)), ...namedTypes(text)])],
    trend:
      /\b(?:trends?|trending|over time|over the (?:last|past|years?|months?)|evol(?:ve[ds]?|ution)|develop(?:ed|ment)|history|timeline|growth|growing|monthly|weekly|daily|quarterly|yearly|annual(?:ly)?|(?:by|per|each|every) (?:year|quarter|month|week|day|hour)|year over year|month over month|since)\b/.test(
        text,
      ),
    share:
      /\b(?:shares?|proportions?|percentages?|percent|parts? of|breakdown|break down|split|composition|make[- ]?up|distribution of .+ (?:across|among|between)|mix|fraction)\b|%/.test(
        text,
      ),
    compare: /\b(?:compar(?:e|ed|ing|ison)|versus|vs\.?|against|differences?|between)\b/.test(text),
    distribution:
      /\b(?:distribut(?:ion|ed)|histogram|spread|frequency|how (?:are|is) .+ distributed|range of|buckets?|bins?)\b/.test(
        text,
      ),
    correlation:
      /\b(?:correlat\w*|relat(?:ion|ionship|ed|es?)\b.*\b(?:between|to|with)|depends? on|scatter\w*|affects?|influences?|drive[sn]?|as a function of)\b/.test(
        text,
      ),
    ranking:
      /\b(?:top|best|worst|highest|lowest|biggest|largest|smallest|most|least|fewest|rank(?:ed|ing)?|leading|leaders?|bottom)\b/.test(
        text,
      ),
    top: topCount(text),
    list: /\b(?:list|show (?:me )?all|details?|which|who are|give me (?:all|the) \w+s\b|names? of|records?|rows?)\b/.test(
      text,
    ),
    stacked: /\bstack(?:ed)?\b/.test(text),
    secondAxis: /\b(?:dual|two|second(?:ary)?|double|right)[- ](?:y[- ])?ax[ie]s\b|\bboth axes\b/.test(text),
    horizontal: /\bhorizontal(?:ly)?\b/.test(text),
  };
}

function namedTypes(text: string): ChartType[] {
  const found: { at: number; type: ChartType }[] = [];
  let rest = text;
  for (const [pattern, type] of TYPE_WORDS) {
    const match = pattern.exec(rest);
    if (!match) continue;
    found.push({ at: match.index, type });
    rest = rest.replace(match[0], " ".repeat(match[0].length));
  }
  return found.sort((a, b) => a.at - b.at).map(({ type }) => type);
}

/** A bare "pie", "stacked_bar" or "line" is a type too. */
function hintText(hint: string): string {
  const text = hint.slice(0, 200).toLowerCase().replaceAll("_", " ").trim();
  if (/^(?:bar|column|line|area)s?$/.test(text)) return `${text.replace(/s$/, "")} chart`;
  if (text === "table") return "as a table";
  return text;
}

function topCount(text: string): number | null {
  const match = /\b(?:top|bottom|first|best|worst|largest|biggest|highest|lowest)\s+(\d{1,3})\b/.exec(text);
  if (!match) return null;
  const count = Number(match[1]);
  return count >= 1 && count <= 500 ? count : null;
}

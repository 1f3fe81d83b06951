import { COMPARATIVES, SUPERLATIVES, adjectiveSense } from "./adjectives.ts";
import type { Operator } from "./operators.ts";

/** A fixed phrase: the words it may hold at each position, and what it asks for. */
export type Rule = { words: string[][]; operator: Operator };

/** Every phrase by each word it may begin with. */
export const rules = new Map<string, Rule[]>();

/** Adds phrases, apart by ";": words apart by blanks, alternatives by "|", a trailing "?" marks an optional word. */
function add(operator: Operator, phrases: string): void {
  for (const phrase of phrases.split(/;\s+/)) {
    let variants: string[][][] = [[]];
    for (const part of phrase.split(" ")) {
      const optional = part.endsWith("?");
      const alternatives = (optional ? part.slice(0, -1) : part).split("|");
      variants = variants.flatMap((variant) =>
        optional ? [variant, [...variant, alternatives]] : [[...variant, alternatives]],
      );
    }
    for (const words of variants) {
      for (const first of words[0] ?? []) {
        const list = rules.get(first) ?? [];
        list.push({ words, operator });
        rules.set(first, list);
      }
    }
  }
}

add(
  { type: "command" },
  `show|list|find|give|return|display|get|tell|provide|retrieve|fetch|present|print|report|indicate|describe|identify|compute|compare|calculate|determine|enumerate|select|see|view|output me|us? all?;
   please; can|could|would you please?; i want|need|would to? know|see|find|get|like?; i want|need;
   let me know|see; what about; how about; only list|show|return|give; also`,
);

add({ type: "ask", word: "what" }, "what; whats");

add({ type: "ask", word: "which" }, "which");

add({ type: "ask", word: "who" }, "who|whom");

add({ type: "ask", word: "whose" }, "whose");

add({ type: "ask", word: "when" }, "when");

add({ type: "ask", word: "where" }, "where");

add({ type: "ask", word: "why" }, "why");

add(
  { type: "ask", word: "how" },
  "how much; how old; how long; how tall; how heavy; how big|large; how high; how far; how",
);

add(
  { type: "count" },
  `how many; how many different|distinct|unique?; total? number of the? different?;
   total? number|numbers of; the total? count of; total? count of; count the? number of;
   count the? total? number of; count up?; find out? the? number of; how many times; how often;
   number of times; amount of times; total count of; counts of; number of occurrences of?; num of; no of`,
);

add(
  { type: "aggregate", name: "avg" },
  "average|avg|mean; average|mean value|number|amount? of; averages of?; on average",
);

add(
  { type: "aggregate", name: "sum" },
  `sum|total; total|overall amount|value|sum of; sum total? of; summed; combined|overall total?; totals of?;
   cumulated`,
);

add({ type: "aggregate", name: "max" }, "maximum|max; maximum|max amount|value|values|number? of");

add({ type: "aggregate", name: "min" }, "minimum|min; minimum|min amount|value|values|number? of");

add(
  { type: "superlative", direction: "desc", adjective: null },
  `highest|greatest|largest|biggest number|amount|quantity|count of;
   most|highest|greatest number|amount|count? of; most; highest|greatest; the most;
   largest number|amount of; maximum number of; highest total number of`,
);

add(
  { type: "superlative", direction: "asc", adjective: null },
  `lowest|smallest|least|fewest number|amount|quantity|count of; least|fewest; lowest; minimum number of;
   the least|fewest; least number of`,
);

add({ type: "top", direction: "desc" }, "top; leading; first");

add({ type: "top", direction: "asc" }, "bottom; last");

add(
  { type: "frequent", direction: "desc" },
  `most common|popular|frequent|frequently|commonly|commmon used?; most widely|often used?; most used;
   most commonly|frequently used|occurring|seen|found?; commonest; predominant`,
);

add(
  { type: "frequent", direction: "asc" },
  "least common|popular|frequent|frequently|commonly used?; least used; rarest",
);

add(
  { type: "compare", operator: ">" },
  `more than; greater|higher|larger|bigger than; over; above; exceed|exceeds|exceeding|exceeded;
   in excess of; bigger than; >; after; later than; upwards of; beyond; greater|higher|more|larger|bigger`,
);

add(
  { type: "compare", operator: "<" },
  `less than; fewer than; lower than; smaller than; under; below; <; before; earlier than; prior to;
   lower|smaller|less|fewer; shorter than`,
);

add(
  { type: "compare", operator: ">=" },
  `at least; no less|fewer|lower|smaller|earlier than; not less|fewer|lower|smaller than;
   greater|more than or equal to?; more|greater than or equal|equals to?; >=; ≥; minimum of; a minimum of;
   starting from; since; from at least; on or after; not before; as of;
   equal to or greater|more|higher than`,
);

add(
  { type: "compare", operator: "<=" },
  `at most; no more|greater|later|larger|higher|longer than; not more|greater|higher|larger than;
   less|fewer|lower|smaller than or equal to?; <=; ≤; up to; maximum of; a maximum of; on or before;
   not exceeding; until; within at most; equal to or less|lower|smaller than`,
);

add({ type: "compare", operator: "=" }, "equal|equals to?; =; ==; exactly; the same as; same as; is equal to");

add({ type: "compare", operator: "!=" }, "not equal to?; !=; <>; ≠; other than; different from; differ|differs from");

add(
  { type: "suffix", operator: ">=" },
  "or more|greater|higher|above|over|later|larger; and more|above|over|later|up; or at? least",
);

add(
  { type: "suffix", operator: "<=" },
  "or less|fewer|lower|below|under|earlier|smaller; and below|under|earlier|less",
);

add({ type: "between" }, "between; in the range of?; ranging|ranges|range from|between?; in between");

add(
  { type: "each" },
  `for|in|of|by|to|from|at|on|with|across|within each; each; per; for|in|of|by|from|at|across|within every;
   every; grouped by; group by; for each of the? different?; for all the? different|distinct|various;
   broken down by; split by; by each; across different|all; breakdown by; in each of the?; each of the?;
   for each of these?; for every single?; across the? different|various; for different; within each of the?;
   segmented by`,
);

add({ type: "negation" }, "not; never; no; none|neither; cannot; did|do|does|is|are|was|were|has|have|had|can not");

add(
  { type: "negation" },
  `not|never any; no any; not a single; not yet; never been; not been; not ever;
   did|do|does|has|have not any; nor`,
);

add(
  { type: "without" },
  `without any?; with no; with|having neither; lacking; missing any; with not a single; with zero;
   has|have|had no; has|have|had not a? single; has|have|had zero`,
);

add({ type: "except" }, "except for?; excluding; apart from; but not|excluding; other than those?; aside from");

add({ type: "distinct" }, "different|distinct|unique|distinctive");

add({ type: "both" }, "both");

add({ type: "either" }, "either");

add(
  { type: "and" },
  `and; &; as well as; along with; together with; and also; plus; in addition to;
   and the corresponding|respective?; and their corresponding|respective?; alongside`,
);

add({ type: "or" }, "or; and|or");

add({ type: "but" }, "but; however; yet");

add(
  { type: "order" },
  `ordered|sorted|arranged|ranked|sort|order|arrange|rank by;
   order|sort|arrange|rank the|these|them? results|result|rows|list|output|answer|data? by|in;
   in the? order of; sorted|ordered|arranged|listed|order|sort in; sorted|ordered|ranked;
   sort|order them|it? by; sorted|ordered|listed according to; order; sort; listed in;
   in the? ascending|increasing order of; rank them|these? by; organized|organised by;
   starting with|from the?; ordered starting from|with`,
);

add(
  { type: "direction", direction: "desc" },
  `descending|decreasing order|manner? of?; in descending|decreasing order|manner? of?;
   in a descending|decreasing order|manner of?; desc; high|highest to low|lowest;
   from high|highest|old|oldest|large|largest|big|biggest|most|long|longest|best|new|newest|latest to|first? low|lowest|young|youngest|small|smallest|least|fewest|short|shortest|worst|old|oldest|earliest;
   from most to least; most to least; descendingly; in reverse alphabetical? order of?; reverse;
   largest|highest|most|newest|latest|best|oldest|biggest first; z to a; starting from the top`,
);

add(
  { type: "direction", direction: "asc" },
  `ascending|increasing order|manner? of?; in ascending|increasing order|manner? of?;
   in an ascending|increasing order|manner of?; asc; low|lowest to high|highest;
   from low|lowest|young|youngest|small|smallest|least|fewest|short|shortest|worst|earliest to high|highest|old|oldest|large|largest|most|long|longest|best|latest;
   least to most; lowest|smallest|earliest|youngest|shortest|cheapest first; a to z`,
);

add(
  { type: "alphabetical" },
  `alphabetically; in alphabetical|alphabetic|lexicographical|lexical order of?; alphabetical order of?;
   in ascending alphabetical order of?; ascending alphabetical order of?; by alphabetical order;
   lexicographically; in alphabetical ascending order of?`,
);

add(
  { type: "like", mode: "contains" },
  `contain|contains|containing|contained;
   include|includes|including the? substring|word|string|text|letter|phrase;
   with|has|have|having the? substring|letter|phrase|keyword;
   contain|contains|containing the? substring|word|string|text|letter|phrase|letters|words|keyword;
   substring|letter; including; include|includes; matching; like`,
);

add(
  { type: "like", mode: "starts" },
  `start|starts|starting|begin|begins|beginning with the? letter|letters|prefix|word|substring?;
   started with; prefixed with`,
);

add(
  { type: "like", mode: "ends" },
  `end|ends|ending|ended with|in the? letter|letters|suffix|word|substring; end|ends|ending with the?;
   suffixed with`,
);

add({ type: "null" }, "null; missing; unknown|unspecified; is|are null; empty|blank; not available; unassigned");

add(
  { type: "ratio" },
  "ratio of the? number? of?; ratio between the? number? of?; ratio; the? proportion of the? number? of?",
);

add(
  { type: "percentage" },
  `percentage|percent|pct of the? total? number? of?; what|how many percent|percentage of;
   percentage|percent|pct; %; what fraction of; fraction of`,
);

add(
  { type: "share" },
  `share of total; share of the total; share of; percentage of total; percent of total;
   percentage share of?; contribution of`,
);

add({ type: "grain", grain: "day" }, "daily; by day|date; per day; each day; day by day; for each day");

add({ type: "grain", grain: "week" }, "weekly; by week; per week; each week; week by week; for each week");

add(
  { type: "grain", grain: "month" },
  `monthly; by month; per month; each month; month by month; for each month; every month; in each month;
   for every month; over the months`,
);

add(
  { type: "grain", grain: "quarter" },
  "quarterly; by quarter; per quarter; each quarter; for each quarter; in each quarter",
);

add(
  { type: "grain", grain: "year" },
  `yearly|annual|annually; by year; per year; each year; in each year; for each year; every year;
   over the years; year by year; for every year; over the? years|time`,
);

add(
  { type: "grain", grain: "weekday" },
  `by weekday; per weekday; by day of the? week; each day of the? week; per day of the? week;
   for|on each day of the? week`,
);

add({ type: "grain", grain: "hour" }, "hourly; by hour; per hour; by hour of the? day; each hour");

add(
  { type: "growth" },
  `growth; month over month; year over year; mom change?; yoy change?;
   change from the? previous|prior month|year|quarter|week?; growth rate; period over period;
   compared to|with the? previous|prior month|year|quarter`,
);

add({ type: "running" }, "running total of?; cumulative|cumulated total|sum? of?; running sum of?");

add({ type: "difference" }, "difference between the?; difference in; difference; the gap between");

add(
  { type: "relative" },
  "that|who|where; for|in|to|from|by|of|with|on|at which; of those|these; among them|these|those; whom",
);

add({ type: "with" }, "with a|an|the? total?; having a|an|the?; has|have|had a|an|the?; with; having");

add(
  { type: "named" },
  "named|called|titled|entitled; with the? name|title; whose name|title is; by the name of; with name|title",
);

add({ type: "than" }, "than the? one|ones|that|those?; than the?; than");

add(
  { type: "copula" },
  `is|are|was|were|be|been|being|am; has|have|had been|to?; do|does|did;
   will|would|can|could|may|might|should|shall|must`,
);

add({ type: "years-old" }, "years old|young; years of age; year old; year olds");

add({ type: "good", direction: "desc" }, "good|great|excellent; highly rated; well rated; positive");

add({ type: "good", direction: "asc" }, "bad|poor|terrible; poorly|badly rated; negative");

const PREPOSITIONS =
  "in of for from by at on to into among within during about through against via out toward towards onto near inside outside across as amongst throughout";

for (const word of PREPOSITIONS.split(" ")) add({ type: "preposition", word }, word);

add({ type: "preposition", word: "by" }, "in terms of; based on; according to; with respect to; as measured by");

add(
  { type: "preposition", word: "among" },
  `out of; from among; considering only?; regarding; based in; located in|on|at; situated in|on|at;
   living in; concerning; belonging to; associated with; affiliated with; corresponding to; related to`,
);

for (const [phrase, chart] of [
  ["pie", "pie"],
  ["bar", "bar"],
  ["line", "line"],
  ["donut", "donut"],
  ["doughnut", "donut"],
  ["area", "area"],
  ["scatter", "scatter"],
  ["bubble", "bubble"],
  ["histogram", "histogram"],
  ["heatmap", "heatmap"],
  ["column", "bar"],
] as const) {
  add(
    { type: "chart", chart },
    `as|in|on|using|with a|an? ${phrase} chart|graph|plot|diagram; ${phrase} chart|graph|plot of?; as a|an? ${phrase};
     draw|plot|make|create a|an? ${phrase} chart|graph|plot of?`,
  );
}

add({ type: "chart", chart: "table" }, "as a table");

add({ type: "chart", chart: "" }, "plot|graph|chart|draw|visualise|visualize the?; as a chart|graph");

for (const [phrase, adjective] of Object.entries(SUPERLATIVES)) {
  const { flipped } = adjectiveSense(adjective);
  add({ type: "superlative", direction: flipped ? "asc" : "desc", adjective: adjective || null }, phrase);
}

for (const [phrase, adjective] of Object.entries(COMPARATIVES)) {
  const { flipped } = adjectiveSense(adjective);
  add({ type: "comparative", operator: flipped ? "<" : ">", adjective }, `${phrase} than; ${phrase}`);
}

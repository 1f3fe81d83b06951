import * as chrono from "chrono-node";
import type { Grain } from "./operators.ts";
import type { Token } from "./tokenise.ts";

/** A stretch of time: `from` inclusive, `to` exclusive, both `YYYY-MM-DD`; null where open. */
export type DateRange = {
  from: string | null;
  to: string | null;
  grain: Grain;
  /** Set when the phrase names one calendar year or a month of one, which year and month columns can answer. */
  year: number | null;
  month: number | null;
  label: string;
  /** A bare figure that may be something else than a year. */
  bareYear: boolean;
};

export type DateSpan = { start: number; end: number; range: DateRange };

const MONTHS =
  "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec";
const ORDINALS: Record<string, number> = {
  first: 1,
  "1st": 1,
  second: 2,
  "2nd": 2,
  third: 3,
  "3rd": 3,
  fourth: 4,
  "4th": 4,
};
const COUNTS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  couple: 2,
  few: 3,
};

function monthNumber(name: string): number {
  return (
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].indexOf(name.slice(0, 3)) + 1
  );
}

/** Days since 1970 make date arithmetic exact and free of time zones. */
function iso(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
}

type Today = { year: number; month: number; day: number };

function shift(today: Today, unit: string, count: number): string {
  if (unit === "day") return iso(today.year, today.month, today.day + count);
  if (unit === "week") return iso(today.year, today.month, today.day + 7 * count);
  const months = unit === "month" ? count : unit === "quarter" ? 3 * count : 12 * count;
  const lastDay = new Date(Date.UTC(today.year, today.month - 1 + months + 1, 0)).getUTCDate();
  return iso(today.year, today.month + months, Math.min(today.day, lastDay));
}

/** The first day of the period that holds today, `count` periods away. */
function startOf(today: Today, unit: string, count: number): string {
  if (unit === "day") return iso(today.year, today.month, today.day + count);
  if (unit === "week") {
    const weekday = (new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay() + 6) % 7;
    return iso(today.year, today.month, today.day - weekday + 7 * count);
  }
  if (unit === "month") return iso(today.year, today.month + count, 1);
  if (unit === "quarter") return iso(today.year, Math.floor((today.month - 1) / 3) * 3 + 1 + 3 * count, 1);
  return iso(today.year + count, 1, 1);
}

function yearRange(year: number, bareYear = false): DateRange {
  return {
    from: iso(year, 1, 1),
    to: iso(year + 1, 1, 1),
    grain: "year",
    year,
    month: null,
    label: String(year),
    bareYear,
  };
}
function monthRange(year: number, month: number): DateRange {
  return {
    from: iso(year, month, 1),
    to: iso(year, month + 1, 1),
    grain: "month",
    year,
    month,
    label: iso(year, month, 1).slice(0, 7),
    bareYear: false,
  };
}
function quarterRange(year: number, quarter: number): DateRange {
  return {
    from: iso(year, quarter * 3 - 2, 1),
    to: iso(year, quarter * 3 + 1, 1),
    grain: "quarter",
    year: null,
    month: null,
    label: `Q${quarter} ${year}`,
    bareYear: false,
  };
}
function dayRange(day: string): DateRange {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return {
    from: day,
    to: next.toISOString().slice(0, 10),
    grain: "day",
    year: null,
    month: null,
    label: day,
    bareYear: false,
  };
}
function span(from: string | null, to: string | null, grain: Grain, label: string): DateRange {
  return { from, to, grain, year: null, month: null, label, bareYear: false };
}

type Rule = { pattern: RegExp; read: (match: RegExpExecArray, today: Today) => DateRange | null };

const UNIT = "(day|week|month|quarter|year)s?";
const YEAR = "((?:19|20)\\d\\d)";

function count(text: string | undefined): number | null {
  if (text === undefined) return 1;
  const figure = /^\d+$/.test(text) ? Number(text) : COUNTS[text];
  return figure !== undefined && figure < 5000 ? figure : null;
}

const RULES: Rule[] = [
  {
    pattern: /\b(\d{4}-\d\d-\d\d)\b/g,
    read: (match) => (Number.isNaN(Date.parse(match[1] ?? "")) ? null : dayRange(match[1] ?? "")),
  },
  {
    pattern: new RegExp(
      `\\b(?:the )?(first|second|third|fourth|1st|2nd|3rd|4th) quarter (?:of |in )?(?:the year )?${YEAR}\\b`,
      "g",
    ),
    read: (match) => quarterRange(Number(match[2]), ORDINALS[match[1] ?? ""] ?? 1),
  },
  {
    pattern: new RegExp(`\\bq([1-4]) (?:of |in )?${YEAR}\\b`, "g"),
    read: (match) => quarterRange(Number(match[2]), Number(match[1])),
  },
  {
    pattern: new RegExp(`\\b${YEAR} q([1-4])\\b`, "g"),
    read: (match) => quarterRange(Number(match[1]), Number(match[2])),
  },
  { pattern: /\bq([1-4])\b/g, read: (match, today) => quarterRange(today.year, Number(match[1])) },
  {
    pattern: new RegExp(`\\b(${MONTHS}) (?:of )?(?:the year )?(?:, )?${YEAR}\\b`, "g"),
    read: (match) => monthRange(Number(match[2]), monthNumber(match[1] ?? "")),
  },
  {
    pattern: new RegExp(`\\b${YEAR} (${MONTHS})\\b`, "g"),
    read: (match) => monthRange(Number(match[1]), monthNumber(match[2] ?? "")),
  },
  {
    pattern: new RegExp(
      `\\b(?:in |during |over |within |for )?(?:the )?(?:last|past|previous|prior|recent) (\\d+|${Object.keys(COUNTS).join("|")})? ?(?:full |calendar |whole |complete |iso )*${UNIT}\\b((?: |, |\\( ?)*(?:not including|excluding|not counting) (?:the )?(?:current|this) (?:day|week|month|quarter|year)| ,? ?inclusive of today| ,? ?including today| from today| from now)?`,
      "g",
    ),
    read: (match, today) => {
      const number = count(match[1]);
      const unit = match[2] ?? "day";
      if (number === null) return null;
      const excluding = /not|excluding/.test(match[3] ?? "");
      const calendar = /calendar|full|whole|complete|iso/.test(match[0]);
      const label = `last ${match[1] ? `${number} ${unit}s` : unit}`;
      if (match[1] === undefined || excluding)
        return span(startOf(today, unit, -number), startOf(today, unit, 0), unit as Grain, label);
      if (calendar) return span(startOf(today, unit, -number), null, unit as Grain, label);
      if (unit === "day" && /inclusive of today|including today/.test(match[3] ?? "") && number <= 14)
        return span(shift(today, "day", 1 - number), shift(today, "day", 1), "day", label);
      return span(shift(today, unit, -number), shift(today, "day", 1), "day", label);
    },
  },
  {
    pattern: new RegExp(`\\b(?:in |during )?(?:this|the current|current) ${UNIT}\\b(?: to date)?`, "g"),
    read: (match, today) =>
      span(
        startOf(today, match[1] ?? "day", 0),
        startOf(today, match[1] ?? "day", 1),
        (match[1] ?? "day") as Grain,
        `this ${match[1]}`,
      ),
  },
  {
    pattern: /\b(?:year to date|ytd)\b/g,
    read: (_match, today) => span(startOf(today, "year", 0), shift(today, "day", 1), "day", "year to date"),
  },
  {
    pattern: /\b(?:month to date|mtd)\b/g,
    read: (_match, today) => span(startOf(today, "month", 0), shift(today, "day", 1), "day", "month to date"),
  },
  {
    pattern: new RegExp(
      `\\b(?:in |during )?(?:the )?(?:next|coming|following) (\\d+|${Object.keys(COUNTS).join("|")})? ?${UNIT}\\b`,
      "g",
    ),
    read: (match, today) => {
      const number = count(match[1]);
      const unit = match[2] ?? "day";
      if (number === null) return null;
      if (match[1] === undefined)
        return span(startOf(today, unit, 1), startOf(today, unit, 2), unit as Grain, `next ${unit}`);
      return span(shift(today, "day", 0), shift(today, unit, number), "day", `next ${number} ${unit}s`);
    },
  },
  { pattern: /\byesterday\b/g, read: (_match, today) => dayRange(shift(today, "day", -1)) },
  { pattern: /\btoday\b/g, read: (_match, today) => dayRange(shift(today, "day", 0)) },
  { pattern: /\btomorrow\b/g, read: (_match, today) => dayRange(shift(today, "day", 1)) },
  {
    pattern: new RegExp(`\\b(\\d+|${Object.keys(COUNTS).join("|")}) ${UNIT} ago\\b`, "g"),
    read: (match, today) => {
      const number = count(match[1]);
      const unit = match[2] ?? "day";
      if (number === null) return null;
      if (unit === "year") return yearRange(today.year - number);
      if (unit === "month")
        return span(
          startOf(today, "month", -number),
          startOf(today, "month", 1 - number),
          "month",
          `${number} months ago`,
        );
      return dayRange(shift(today, unit, -number));
    },
  },
  { pattern: new RegExp(`\\b(?:the )?years? (?:of )?${YEAR}\\b`, "g"), read: (match) => yearRange(Number(match[1])) },
  {
    pattern: new RegExp(`\\b(?:month of )(${MONTHS})\\b`, "g"),
    read: (match, today) => ({ ...monthRange(today.year, monthNumber(match[1] ?? "")), year: null }),
  },
  {
    pattern: new RegExp(
      `(?<=\\b(?:in|during|since|until|before|after|for|of|last|this|and|to|from) )(${MONTHS})\\b(?! \\d)`,
      "g",
    ),
    read: (match, today) => {
      const month = monthNumber(match[1] ?? "");
      return monthRange(month <= today.month ? today.year : today.year - 1, month);
    },
  },
  { pattern: /\b((?:19|20)\d\d)\b/g, read: (match) => yearRange(Number(match[1]), true) },
];

/**
 * Finds calendar phrases: days, months, quarters and years, absolute or relative to `now` (an ISO 8601
 * timestamp, read in UTC). Full written dates ("5 March 2024") are left to chrono-node.
 */
export function readDates(tokens: Token[], now: string): DateSpan[] {
  const starts: number[] = [];
  let text = "";
  for (const token of tokens) {
    if (text.length > 0) text += " ";
    starts.push(text.length);
    text += token.kind === "quoted" ? "\u0000" : token.lower;
  }
  const parsed = new Date(now);
  const reference = Number.isNaN(parsed.getTime()) ? new Date(0) : parsed;
  const today = { year: reference.getUTCFullYear(), month: reference.getUTCMonth() + 1, day: reference.getUTCDate() };
  const taken = new Set<number>();
  const spans: DateSpan[] = [];
  const claim = (from: number, to: number, range: DateRange) => {
    const start = starts.findLastIndex((offset) => offset <= from);
    const end = starts.findIndex((offset) => offset >= to);
    const last = end === -1 ? tokens.length : end;
    for (let at = start; at < last; at += 1) if (taken.has(at)) return;
    for (let at = start; at < last; at += 1) taken.add(at);
    spans.push({ start, end: last, range });
  };
  if (/\d/.test(text)) {
    for (const result of chrono.strict.parse(text, reference)) {
      const { start } = result;
      if (!start.isCertain("day") || !start.isCertain("month") || /\d{4}-\d\d-\d\d/.test(result.text)) continue;
      if (/ago|last|next|today|this/.test(result.text) || !/[a-z]{3}|\//.test(result.text) || result.end) continue;
      const year = start.get("year") ?? today.year;
      claim(
        result.index,
        result.index + result.text.trimEnd().length,
        dayRange(iso(year, start.get("month") ?? 1, start.get("day") ?? 1)),
      );
    }
  }
  for (const rule of RULES) {
    rule.pattern.lastIndex = 0;
    for (let match = rule.pattern.exec(text); match; match = rule.pattern.exec(text)) {
      const range = rule.read(match, today);
      if (range) claim(match.index, match.index + match[0].trimEnd().length, range);
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

/** Month names alone ("in April") are left to month columns unless nothing else can hold them. */
export function readBareMonth(token: Token): number | null {
  return new RegExp(`^(?:${MONTHS})$`).test(token.lower) && token.lower !== "may"
    ? monthNumber(token.lower)
    : token.text === "May"
      ? 5
      : null;
}

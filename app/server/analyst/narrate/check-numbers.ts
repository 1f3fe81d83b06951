import { isDerivable, numbersBehind } from "#app/server/analyst/narrate/derivable-numbers.ts";
import { isNumericType } from "#app/shared/format/is-numeric-type.ts";
import { formatCell } from "#app/shared/format/format-cell.ts";
import type { ResultSet } from "#app/shared/result-set.ts";
import type { Notice } from "#app/shared/turn.ts";

export type CheckedText = {
  /** The text with each number that could not be derived replaced by "[unchecked]". */
  text: string;
  /** The numbers that were struck, as they were written. */
  struck: string[];
  /** For the reader, where anything was struck. */
  notice: Notice | null;
};

export type WrittenNumber = {
  text: string;
  start: number;
  end: number;
  value: number;
  /** Half a unit of the last written digit, scaled: 1.2K may stand for 1,150 to 1,250. */
  tolerance: number;
  percent: boolean;
};

const STRUCK = "[unchecked]";
const NUMBER =
  /[-+\u2212]?(?:\d{1,3}(?:[,\u202f\u00a0]\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?(?:\s?(?:%|percent\b|thousand\b|million\b|billion\b|trillion\b|[KMBT]\b|bn\b|k\b|m\b))?/giu;
const SCALES: [pattern: RegExp, factor: number][] = [
  [/thousand|^k$/i, 1e3],
  [/million|^m$/i, 1e6],
  [/billion|^bn?$/i, 1e9],
  [/trillion|^t$/i, 1e12],
];
const ROUGHLY =
  /(?:about|around|roughly|nearly|almost|approximately|some|over|under|more than|less than|up to|~|\u2248)\s*[$€£]?$/i;
const ROUGH_SHARE = 0.05;
/** "top 5", "1st": a position or how many were asked for, not a figure. */
const POSITION_BEFORE = /(?:top|first|last|bottom|number|no\.|#|q|version)\s*$/i;
const POSITION_AFTER = /^(?:st|nd|rd|th)\b/i;

/**
 * Checks a model's sentences against the rows: every number must be a cell, a sum, average, difference,
 * share, percentage or count that the rows give, within the rounding it is written with. What is not is
 * struck. Numbers inside names and dates that stand in the rows, and those of `context` (the question),
 * are left alone. Numbers in words ("three") are not looked at.
 *
 * @example
 * checkNumbers("Acme paid 1,200, a third more than in 2023.", result).struck // []
 */
export function checkNumbers(text: string, result: ResultSet, context = ""): CheckedText {
  const quoted = spansOfCells(text, result);
  const asked = new Set(findNumbers(context).map(({ value }) => Math.abs(value)));
  const behind = numbersBehind(text, result);
  const struck: string[] = [];
  let checked = "";
  let position = 0;
  for (const number of findNumbers(text)) {
    const inName = quoted.some(({ start, end }) => number.start >= start && number.end <= end);
    const isPosition = POSITION_BEFORE.test(text.slice(0, number.start)) || POSITION_AFTER.test(text.slice(number.end));
    if (inName || isPosition || asked.has(Math.abs(number.value)) || isDerivable(number, behind)) continue;
    struck.push(number.text.trim());
    checked += text.slice(position, number.start) + STRUCK;
    position = number.end;
  }
  checked += text.slice(position);
  return { text: checked, struck, notice: noticeFor(struck) };
}

/** Every number written in digits, with the rounding its writing allows. */
export function findNumbers(text: string): WrittenNumber[] {
  return [...text.matchAll(NUMBER)].flatMap((match) => {
    let written = match[0];
    let start = match.index;
    const before = text.charAt(start - 1);
    if (/[\p{L}_]/u.test(before)) return [];
    // "2020-2023" is a range, not a negative number.
    if (/^[-+\u2212]/u.test(written) && /[\d\p{L}%)]/u.test(before)) {
      written = written.slice(1);
      start += 1;
    }
    const end = start + written.length;
    const digits = /[\d,.\u202f\u00a0]*\d(?:e[-+]?\d+)?/iu.exec(written)?.[0] ?? "";
    const suffix = written.slice(written.indexOf(digits) + digits.length).trim();
    const scale = SCALES.find(([pattern]) => pattern.test(suffix))?.[1] ?? 1;
    const [mantissa = "", exponent = "0"] = digits.toLowerCase().split("e");
    const decimals = (mantissa.split(".")[1]?.length ?? 0) - Number(exponent);
    const size = Number(digits.replaceAll(/[,\u202f\u00a0]/gu, "")) * scale;
    const value = /^[-\u2212]/u.test(written) ? -size : size;
    const rough = ROUGHLY.test(text.slice(Math.max(0, start - 20), start)) ? Math.abs(value) * ROUGH_SHARE : 0;
    const tolerance = Math.max(0.5 * 10 ** -decimals * scale, rough);
    return [{ text: written, start, end, value, tolerance, percent: /%|percent/i.test(suffix) }];
  });
}

/** Where the text repeats a cell that is a name, a date or a column's name: "Windows 11", "3 Mar 2026". */
function spansOfCells(text: string, result: ResultSet): { start: number; end: number }[] {
  const names = new Set(result.columns.map(({ name }) => name).filter((name) => /\d/.test(name)));
  for (const row of result.rows) {
    for (const [index, cell] of row.entries()) {
      const column = result.columns[index];
      if (!column || typeof cell !== "string" || !/\d/.test(cell) || isNumericType(column.type)) continue;
      names.add(cell);
      for (const form of dateForms(formatCell(cell, column), cell)) names.add(form);
    }
  }
  const lower = text.toLowerCase();
  return [...names].flatMap((name) => {
    const spans: { start: number; end: number }[] = [];
    const needle = name.toLowerCase();
    for (let start = lower.indexOf(needle); start >= 0; start = lower.indexOf(needle, start + 1)) {
      spans.push({ start, end: start + needle.length });
    }
    return spans;
  });
}

const LONG_MONTHS = "January February March April May June July August September October November December".split(" ");

/** "3 Mar 2026" is also Mar 2026, March 2026, 2026, 2026-03 and March 3, 2026. */
function dateForms(formatted: string, cell: string): string[] {
  const iso = /^(\d{4})-(\d\d)(?:-(\d\d))?/.exec(cell);
  if (!iso) return [];
  const [, year = "", month = "", day = "01"] = iso;
  const long = LONG_MONTHS[Number(month) - 1] ?? "";
  const short = long.slice(0, 3);
  const date = String(Number(day));
  return [
    formatted,
    year,
    `${year}-${month}`,
    `${year}-${month}-${day}`,
    ...[long, short].flatMap((name) => [
      `${name} ${year}`,
      `${date} ${name}`,
      `${date} ${name} ${year}`,
      `${name} ${date}`,
      `${name} ${date}, ${year}`,
    ]),
    `Q${Math.ceil(Number(month) / 3)} ${year}`,
  ];
}

function noticeFor(struck: string[]): Notice | null {
  if (struck.length === 0) return null;
  const numbers = struck.length === 1 ? "A number" : `${struck.length} numbers`;
  return {
    kind: "unchecked_number",
    message: `${numbers} in this text could not be found in the rows and ${struck.length === 1 ? "was" : "were"} struck.`,
  };
}

import { assignEncoding } from "./assign-encoding.ts";
import { CHART_CONFIG_DEFAULTS, CHART_TYPES, type ChartConfig, type ChartType } from "./chart-config-schema.ts";
import type { ChartEncoding } from "./chart-encoding.ts";
import type { ChartInput } from "./chart-input.ts";
import { chooseSort } from "./choose-sort.ts";
import { describeShape, type DataShape } from "./data-shape.ts";
import { nameChart } from "./name-chart.ts";
import { readChartWords, type ChartWords } from "./read-chart-words.ts";
import { refuseEncoding } from "./refuse-encoding.ts";
import { scoreEncoding } from "./score-encoding.ts";
import { writeTakeaway } from "./write-takeaway.ts";

export type ChartCandidate = { type: ChartType; score: number; reasons: string[] };

export type ChartChoice = {
  config: ChartConfig;
  /** Every chart that may be drawn, best first; the first is not always the chosen one, a preference goes before. */
  candidates: ChartCandidate[];
  refusedPreferences: { type: ChartType; reason: string }[];
};

export type ChooseChartOptions = {
  question?: string;
  /** Wanted types, best first. Honoured where the data allows. */
  preferredChartTypes?: readonly ChartType[];
  /** A chart named in words by whoever read the question, e.g. "pie". */
  hint?: string;
};

type Judged = { encoding: ChartEncoding; refusal: string | null; score: number; reasons: string[] };

/**
 * Picks the chart for a result: every type gets its best columns, hard rules throw out what would mislead,
 * soft rules rank the rest. Deterministic, without I/O, under a millisecond for the usual few hundred rows.
 *
 * The approach is that of APT (Mackinlay 1986), Show Me (Mackinlay, Hanrahan & Stolte 2007) and
 * CompassQL/Draco (Wongsuphasawat et al. 2016; Moritz et al. 2018); `docs/guides/charts.md` lists the rules.
 *
 * @example
 * const { config, refusedPreferences } = chooseChart(result, { question: "share of revenue by region, as a pie" });
 */
export function chooseChart(result: ChartInput, options: ChooseChartOptions = {}): ChartChoice {
  const shape = describeShape(result);
  const words = readChartWords(options.question ?? "", options.hint);
  const judged = CHART_TYPES.map((type) => judge(type, shape, words, result));
  const drawable = judged.filter(({ refusal }) => refusal === null).sort((a, b) => b.score - a.score);
  const wanted = [...new Set([...(options.preferredChartTypes ?? []), ...words.types])];
  const preferred = wanted
    .map((type) => drawable.find(({ encoding }) => encoding.type === type))
    .find((candidate) => candidate);
  const chosen = preferred ?? drawable[0];
  const encoding = chosen?.encoding ?? assignEncoding("table", shape, words, result);
  return {
    config: completeEncoding(encoding, shape, words, result),
    candidates: drawable.map(({ encoding: { type }, score, reasons }) => ({ type, score, reasons })),
    refusedPreferences: judged
      .filter(({ encoding: { type }, refusal }) => refusal !== null && wanted.includes(type))
      .map(({ encoding: { type }, refusal }) => ({ type, reason: refusal ?? "" })),
  };
}

function judge(type: ChartType, shape: DataShape, words: ChartWords, result: ChartInput): Judged {
  const encoding = assignEncoding(type, shape, words, result);
  const refusal = refuseEncoding(encoding, shape);
  return {
    encoding,
    refusal,
    ...(refusal === null ? scoreEncoding(encoding, shape, words) : { score: 0, reasons: [] }),
  };
}

/** Everything a config needs beyond its encoding: order, cut, format, and the words around the picture. */
export function completeEncoding(
  encoding: ChartEncoding,
  shape: DataShape,
  words: ChartWords,
  result: ChartInput,
): ChartConfig {
  const config: ChartConfig = {
    ...CHART_CONFIG_DEFAULTS,
    ...encoding,
    ...chooseSort(encoding, shape, words, result),
    orientation: words.horizontal ? "horizontal" : "auto",
  };
  const named = { ...config, ...nameChart(config, shape, result.rows[0]) };
  return { ...named, takeaway: writeTakeaway(named, result) };
}

import { MAXIMUM_SERIES } from "./maximum-series.ts";
import type { ChartEncoding } from "./chart-encoding.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { DataShape } from "./data-shape.ts";
import type { ChartWords } from "./read-chart-words.ts";

export type ChartScore = { score: number; reasons: string[] };

type Judgement = [points: number, reason: string];

/**
 * How well a drawable chart answers, 0 to 100, with the reasons in words. Starts from the type's fit to the
 * shape (Show Me, Mackinlay et al. 2007), then adds what the question asks for and takes off what makes the
 * picture hard to read: the soft constraints of Draco and CompassQL, weighted by hand and held by the case table.
 */
export function scoreEncoding(encoding: ChartEncoding, shape: DataShape, words: ChartWords): ChartScore {
  const judgements = [
    ...judgeFit(encoding, shape, words),
    ...judgeListing(encoding, shape, words),
    ...judgeRepeats(encoding, shape),
  ];
  const score = judgements.reduce((sum, [points]) => sum + points, 0);
  return { score: Math.max(0, Math.min(100, score)), reasons: judgements.map(([, reason]) => reason).filter(Boolean) };
}

function judgeFit(encoding: ChartEncoding, shape: DataShape, words: ChartWords): Judgement[] {
  const column = (key: string | null) => shape.profiles.find((profile) => profile.key === key);
  const x = column(encoding.x);
  switch (encoding.type) {
    case "table":
      return judgeTable(shape);
    case "big_number":
      return judgeBigNumber(encoding, shape);
    case "histogram":
      return judgeHistogram(shape, words);
    case "scatter":
    case "bubble":
      return judgePoints(encoding, shape, words);
    case "pie":
    case "donut":
      return judgePie(encoding, shape, words, x);
    case "heatmap":
      return judgeHeatmap(shape, x, column(encoding.series));
    case "line":
    case "area":
    case "stacked_area":
      return judgeLine(encoding, shape, words, x, column(encoding.series));
    default:
      return judgeBar(encoding, shape, words, x, column(encoding.series));
  }
}

function judgeTable({ rowCount, measures, categories, time }: DataShape): Judgement[] {
  if (rowCount === 0) return [[90, "There are no rows."]];
  if (measures.length === 0 && categories.length + Number(time !== null) !== 1)
    return [[70, "There is no measure to draw."]];
  return [[30, "A table is always true, and slower to read."]];
}

function judgeBigNumber({ y }: ChartEncoding, shape: DataShape): Judgement[] {
  const extra = shape.measures.length - y.length;
  if (extra > 0) return [[20, "One row with more numbers than fit."]];
  return y.length === 1 ? [[96, "One value is read best as a number."]] : [[88, "A single row of numbers."]];
}

function judgeHistogram({ categories, time, measures, rowCount }: DataShape, words: ChartWords): Judgement[] {
  const alone = categories.length === 0 && time === null && measures.length === 1;
  if (alone) return [[rowCount < 8 ? 50 : 90, "One column of numbers: a histogram shows how they are spread."]];
  if (words.distribution && rowCount >= 8)
    return [[measures.length === 1 ? 93 : 70, "The question asks how values are spread."]];
  return [[15, "The groups would be lost."]];
}

function judgePoints(encoding: ChartEncoding, shape: DataShape, words: ChartWords): Judgement[] {
  const { categories, time, measures, rowCount } = shape;
  const grouped = categories.length > 0 || (time !== null && time.distinctCount > 1);
  const base: Judgement = words.correlation
    ? [95, "The question asks how two measures relate."]
    : grouped
      ? [rowCount > 30 && time === null ? 62 : 45, "Two measures could be related."]
      : [88, "Two measures and no group: position against position."];
  const bubble = encoding.type === "bubble";
  if (!bubble) return [base, measures.length > 2 ? [-2, "A third measure is left out."] : [0, ""]];
  return [
    base,
    words.correlation || !grouped
      ? [measures.length === 3 ? -1 : -8, "Area is read less exactly than position."]
      : [-15, "Area is read less exactly than position."],
  ];
}

function judgePie(encoding: ChartEncoding, shape: DataShape, words: ChartWords, x?: ColumnProfile): Judgement[] {
  const donut = encoding.type === "donut" ? -4 : 0;
  const twoWay =
    shape.categories.filter(({ distinctCount }) => distinctCount > 1).length > 1 ||
    shape.measures.length > 1 ||
    (shape.time?.distinctCount ?? 0) > 1;
  if (twoWay) return [[20 + donut, "Slices would hide the other columns."]];
  if (words.share && !words.ranking)
    return [[94 + donut, `The question asks for shares, and ${x?.distinctCount ?? 0} slices can be compared.`]];
  return [[45 + donut, "Lengths are compared more exactly than angles."]];
}

function judgeHeatmap({ measures }: DataShape, x?: ColumnProfile, y?: ColumnProfile): Judgement[] {
  const cells = (x?.distinctCount ?? 0) * (y?.distinctCount ?? 0);
  const smaller = Math.min(x?.distinctCount ?? 0, y?.distinctCount ?? 0);
  const extra: Judgement = measures.length > 1 ? [-20, "Only one measure can be coloured."] : [0, ""];
  if (cells > 2_500) return [[25, "Too many cells to read."], extra];
  if (x?.role === "ordinal" && y?.role === "ordinal" && cells >= 20)
    return [[92, "Two ordered groups form a matrix."], extra];
  if (smaller > MAXIMUM_SERIES && x?.role !== "temporal")
    return [[86, "Both groups have too many values for bars."], extra];
  return [[cells >= 24 ? 55 : 40, "Colour is read less exactly than length."], extra];
}

function judgeLine(
  encoding: ChartEncoding,
  shape: DataShape,
  words: ChartWords,
  x?: ColumnProfile,
  series?: ColumnProfile,
): Judgement[] {
  const { type } = encoding;
  const points = x?.distinctCount ?? 0;
  const temporal = x?.role === "temporal";
  const judgements: Judgement[] = [];
  if (temporal)
    judgements.push([points <= 3 && !words.trend ? 70 : 90, "Time runs along the axis, and a line shows change best."]);
  else judgements.push([words.trend && points > 2 ? 84 : 62, "The groups have an order."]);
  if (type === "area") judgements.push([-16, "Filling below the line adds nothing here."]);
  if (type === "stacked_area") {
    const wanted = words.share || words.stacked;
    judgements.push(
      wanted && temporal
        ? [4, "The question asks for parts of a whole over time."]
        : [-22, "Only the lowest part of a stack is read exactly."],
    );
    if (points < 4) judgements.push([-12, "Few points make a stack of areas hard to read."]);
  }
  if (series && series.distinctCount > MAXIMUM_SERIES)
    judgements.push([-6, `Only ${MAXIMUM_SERIES} of ${series.distinctCount} series can be told apart.`]);
  if (words.share && type === "line" && shape.measures[0]?.additive && series)
    judgements.push([-4, "A line does not show parts of a whole."]);
  if (encoding.secondAxis) judgements.push([2, "A second axis was asked for and the units differ."]);
  return judgements;
}

function judgeBar(
  encoding: ChartEncoding,
  shape: DataShape,
  words: ChartWords,
  x?: ColumnProfile,
  series?: ColumnProfile,
): Judgement[] {
  const points = x?.distinctCount ?? 0;
  const temporal = x?.role === "temporal";
  const judgements: Judgement[] = [];
  if (temporal) {
    const few = points <= 3 ? 84 : points <= 12 ? 74 : points <= 40 ? 58 : 35;
    judgements.push([
      few,
      points <= 3 ? "Few points in time are compared as bars." : "Bars show each period by itself.",
    ]);
  } else {
    judgements.push([90, "Lengths from a common zero are compared most exactly."]);
  }
  if (encoding.type === "bar") {
    const left = shape.categories.filter((group) => group !== x && group.distinctCount > 1).length;
    if (left > 0) judgements.push([-28, "A second group would be left out."]);
    if (!temporal && points > 60 && !words.ranking) judgements.push([-38, `Only some of ${points} bars fit.`]);
    if (encoding.secondAxis) judgements.push([-4, "A second axis was asked for."]);
    if (shape.measures.length > 1 && encoding.aggregation !== "count")
      judgements.push([-3, "Other measures stay in the table."]);
    return judgements;
  }
  return [
    ...judgements,
    ...judgeSplitBars(encoding, words, points, series ? series.distinctCount : encoding.y.length, series),
  ];
}

function judgeSplitBars(
  encoding: ChartEncoding,
  words: ChartWords,
  points: number,
  seriesCount: number,
  series?: ColumnProfile,
): Judgement[] {
  if (encoding.type === "grouped_bar") {
    const judgements: Judgement[] = [];
    if (points * seriesCount > 40) judgements.push([-30, "Too many bars side by side."]);
    else if (seriesCount > 4) judgements.push([-12, "More than four bars in a group are hard to match."]);
    if (words.compare) judgements.push([4, "The question compares."]);
    if (words.share || words.stacked) judgements.push([-12, "Groups do not show parts of a whole."]);
    if (!series) judgements.push([2, "The measures share a unit."]);
    return judgements;
  }
  const judgements: Judgement[] = [[-4, "Only the lowest part of a stack is read exactly."]];
  if (words.share || words.stacked) judgements.push([8, "The question asks for parts of a whole."]);
  if (words.compare) judgements.push([-4, "Parts of a stack are hard to compare."]);
  if (!series) judgements.push([-30, "Different measures are rarely parts of one whole."]);
  if (seriesCount > MAXIMUM_SERIES)
    judgements.push([-12, `Only ${MAXIMUM_SERIES} of ${seriesCount} parts can be told apart.`]);
  if (points > 30) judgements.push([-10, "Many bars."]);
  return judgements;
}

function judgeListing(encoding: ChartEncoding, { listing }: DataShape, words: ChartWords): Judgement[] {
  const asksForPicture = words.distribution || words.correlation || words.share || words.trend;
  if (!listing || asksForPicture) return [];
  return encoding.type === "table"
    ? [[62, "These are records to be read one by one."]]
    : [[-30, "These look like single records, not a summary."]];
}

function judgeRepeats(encoding: ChartEncoding, shape: DataShape): Judgement[] {
  if (encoding.aggregation === "average") return [[-18, "Several rows fall on one mark and would be averaged."]];
  if (encoding.aggregation === "sum") return [[-8, "Several rows fall on one mark and are added up."]];
  if (encoding.aggregation !== "count" || encoding.type === "table") return [];
  const x = shape.profiles.find(({ key }) => key === encoding.x);
  const single = shape.profiles.length === 1;
  if (x && x.distinctCount + Number(x.nullCount > 0) >= shape.rowCount) return [[-65, "Every count would be one."]];
  return [[single ? -5 : -30, "Rows are counted, because there is no measure."]];
}

import { constantNumber, constantText } from "#app/server/sql/guard/constants.ts";
import { asList, asNames, asNode, systemName, type TreeNode } from "#app/server/sql/guard/tree.ts";

type Describe = (value: unknown) => string;

/** `$1`, `$2` stand for the arguments in words. */
const PHRASES: Readonly<Record<string, string>> = {
  sum: "the total of $1",
  avg: "the average of $1",
  min: "the smallest $1",
  max: "the largest $1",
  string_agg: "$1 of all rows joined into one text",
  array_agg: "a list of $1",
  json_agg: "a list of $1",
  jsonb_agg: "a list of $1",
  bool_or: "whether any $1",
  bool_and: "whether every $1",
  every: "whether every $1",
  stddev: "the standard deviation of $1",
  variance: "the variance of $1",
  corr: "the correlation of $1 and $2",
  mode: "the most frequent value",
  row_number: "the position",
  rank: "the rank",
  dense_rank: "the rank (without gaps)",
  percent_rank: "the rank as a fraction",
  cume_dist: "the share of rows up to this one",
  ntile: "which of $1 equal groups",
  lag: "$1 of the row before",
  lead: "$1 of the next row",
  first_value: "the first $1",
  last_value: "the last $1",
  abs: "$1 without its sign",
  ceil: "$1 rounded up",
  ceiling: "$1 rounded up",
  floor: "$1 rounded down",
  length: "the length of $1",
  char_length: "the length of $1",
  lower: "$1 in small letters",
  upper: "$1 in capitals",
  btrim: "$1 without spaces around it",
  trim: "$1 without spaces around it",
  now: "the current time",
  timezone: "$2 in the time zone $1",
  age: "the time between $2 and $1",
  unnest: "each element of $1",
  generate_series: "the numbers or dates from $1 to $2",
  array_length: "the number of elements of $1",
  cardinality: "the number of elements of $1",
  to_char: "$1 written as $2",
  concat: "$* put together",
  date: "the day of $1",
  jsonb_array_elements: "each element of $1",
  json_array_elements: "each element of $1",
};

/** A function call in plain words, with its FILTER and OVER. */
export function describeFunction(node: TreeNode, describe: Describe): string {
  const name = systemName(asNames(node.funcname)) ?? "a function";
  const call = describeCall(name, node, describe);
  const filter = node.agg_filter === undefined ? "" : ` (only rows where ${describe(node.agg_filter)})`;
  const window = asNode(node.over);
  return `${call}${filter}${window === null ? "" : describeWindow(window, describe)}`;
}

function describeCall(name: string, node: TreeNode, describe: Describe): string {
  const args = asList(node.args);
  if (name === "count") return describeCount(node, args, describe);
  if (name === "date_trunc") return `the ${constantText(args[0]) ?? "period"} of ${describe(args[1])}`;
  if (name === "extract" || name === "date_part")
    return `the ${constantText(args[0]) ?? "part"} of ${describe(args[1])}`;
  if (name === "round" || name === "trunc") {
    const digits = args[1] === undefined ? 0 : constantNumber(args[1]);
    const unit = digits === 0 ? "to a whole number" : `to ${digits ?? "some"} ${digits === 1 ? "decimal" : "decimals"}`;
    return `${describe(args[0])}, ${name === "round" ? "rounded" : "cut"} ${unit}`;
  }
  if (node.agg_within_group === true) return describeOrderedSet(name, node, args, describe);
  const words = args.map(describe);
  const distinct = node.agg_distinct === true ? "different " : "";
  const phrase = PHRASES[name];
  if (phrase === undefined) return words.length === 0 ? name : `${name} of ${listWords(words)}`;
  if (/\$2/.test(phrase) && words.length < 2) return `${name} of ${listWords(words)}`;
  return phrase
    .replace("$*", listWords(words))
    .replace("$1", `${distinct}${words[0] ?? "the rows"}`)
    .replace("$2", words[1] ?? "");
}

function describeCount(node: TreeNode, args: readonly unknown[], describe: Describe): string {
  if (node.agg_star === true || args.length === 0) return "the number of rows";
  const counted = describe(args[0]);
  return node.agg_distinct === true
    ? `the number of different ${counted}`
    : `the number of rows with a known ${counted}`;
}

function describeOrderedSet(name: string, node: TreeNode, args: readonly unknown[], describe: Describe): string {
  const [sorted] = asList(node.agg_order).map((item) => asNode(asNode(item)?.SortBy)?.node);
  const of = sorted === undefined ? "the rows" : describe(sorted);
  if (name === "mode") return `the most frequent ${of}`;
  const fraction = constantNumber(args[0]);
  if (fraction === 0.5) return `the median of ${of}`;
  return fraction === null ? `percentiles of ${of}` : `the ${fraction * 100}th percentile of ${of}`;
}

function describeWindow(window: TreeNode, describe: Describe): string {
  if (typeof window.name === "string") return ` (over ${window.name})`;
  const partition = asList(window.partitionClause).map(describe);
  const order = asList(window.orderClause).map((item) => describeSort(asNode(asNode(item)?.SortBy) ?? {}, describe));
  const within = partition.length === 0 ? "" : ` within each ${listWords(partition)}`;
  const sorted = order.length === 0 ? "" : ` in the order of ${listWords(order)}`;
  return within === "" && sorted === "" ? " (beside every row)" : `${within}${sorted}`;
}

export function describeSort(sort: TreeNode, describe: Describe): string {
  const direction = sort.sortby_dir === "SORTBY_DESC" ? ", largest or latest first" : "";
  const empty =
    sort.sortby_nulls === "SORTBY_NULLS_LAST"
      ? ", empty ones last"
      : sort.sortby_nulls === "SORTBY_NULLS_FIRST"
        ? ", empty ones first"
        : "";
  return `${describe(sort.node)}${direction}${empty}`;
}

/** "a", "a and b", "a, b and c". */
export function listWords(words: readonly string[], conjunction = "and"): string {
  if (words.length < 2) return words[0] ?? "nothing";
  return `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** What is read out of EXPLAIN's JSON. */
export type PlanReading = {
  totalCost: number;
  /** Rows of the answer, as the planner expects them. */
  rows: number;
  /** The step that makes the most rows, and the tables below it. */
  largestStep: { rows: number; tables: string[] };
  /** Bytes that an aggregate such as array_agg or string_agg would gather into one value: work_mem does not bound them. */
  gatheredBytes: number;
  /** Two inputs are joined without any condition. */
  hasBareJoin: boolean;
  /** Every relation the plan reads, `schema.name` where the plan says so. A plan may leave out what cannot matter. */
  relations: string[];
};

type PlanNode = { readonly [key: string]: unknown };

/** Rows of a join without a condition that nobody minds: a total beside each row. */
const HARMLESS_PRODUCT = 10_000;

/** Reads the first plan; throws where the text is no plan. */
export function readPlan(text: unknown): PlanReading {
  const parsed: unknown = typeof text === "string" ? JSON.parse(text) : text;
  const root = asPlan(Array.isArray(parsed) ? asPlan(parsed[0])?.Plan : null);
  if (root === null) throw new Error("EXPLAIN gave no plan");
  const reading: PlanReading = {
    totalCost: number(root, "Total Cost"),
    rows: number(root, "Plan Rows"),
    largestStep: { rows: 0, tables: [] },
    gatheredBytes: 0,
    hasBareJoin: false,
    relations: [],
  };
  const all = new Set<string>();
  const waiting: PlanNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const rows = number(node, "Plan Rows");
    if (rows > reading.largestStep.rows) reading.largestStep = { rows, tables: [...tablesBelow(node)] };
    if (rows > HARMLESS_PRODUCT && isBareJoin(node)) reading.hasBareJoin = true;
    reading.gatheredBytes = Math.max(reading.gatheredBytes, gatheredBy(node));
    const relation = relationName(node);
    if (relation !== null) all.add(relation);
    waiting.push(...children(node));
  }
  return { ...reading, relations: [...all].sort() };
}

/** A nested loop that filters nothing and whose inner side does not look anything up by the outer one. */
function isBareJoin(node: PlanNode): boolean {
  if (node["Node Type"] !== "Nested Loop" || node["Join Filter"] !== undefined) return false;
  const [, inner] = inputs(node);
  return inner !== undefined && !looksUp(inner);
}

const GATHERING = /\b(?:array|string|json|jsonb|json_object|jsonb_object|range)_agg(?:_strict)?\(/;
/** What Postgres adds to each value it keeps, about. */
const BYTES_PER_VALUE = 24;

/** Rows below an aggregate that keeps every value; sorted input is kept one group at a time. */
function gatheredBy(node: PlanNode): number {
  const type = node["Node Type"];
  if (type !== "Aggregate" && type !== "WindowAgg") return 0;
  if (!Array.isArray(node.Output) || !node.Output.some((column) => GATHERING.test(String(column)))) return 0;
  const [input] = inputs(node);
  if (input === undefined) return 0;
  const bytes = number(input, "Plan Rows") * (number(input, "Plan Width") + BYTES_PER_VALUE);
  return node.Strategy === "Sorted" ? bytes / Math.max(1, number(node, "Plan Rows")) : bytes;
}

function looksUp(node: PlanNode): boolean {
  const condition = ["Index Cond", "Recheck Cond", "Cache Key", "Function Call", "One-Time Filter"];
  return condition.some((key) => node[key] !== undefined) || children(node).some(looksUp);
}

function tablesBelow(node: PlanNode): Set<string> {
  const tables = new Set<string>();
  const waiting = [node];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (typeof at["Relation Name"] === "string") tables.add(at["Relation Name"]);
    waiting.push(...children(at));
  }
  return tables;
}

function relationName(node: PlanNode): string | null {
  const name = node["Relation Name"];
  if (typeof name !== "string") return null;
  return typeof node.Schema === "string" ? `${node.Schema}.${name}` : name;
}

/** What a node reads, in order; not the queries of one value that hang on it, such as the tenant token's. */
function inputs(node: PlanNode): PlanNode[] {
  return children(node).filter((child) => !/^(?:InitPlan|SubPlan)$/.test(String(child["Parent Relationship"])));
}

function children(node: PlanNode): PlanNode[] {
  return Array.isArray(node.Plans) ? node.Plans.map(asPlan).filter((plan) => plan !== null) : [];
}

function asPlan(value: unknown): PlanNode | null {
  return typeof value === "object" && value !== null ? (value as PlanNode) : null;
}

function number(node: PlanNode, key: string): number {
  const value = node[key];
  return typeof value === "number" ? value : 0;
}

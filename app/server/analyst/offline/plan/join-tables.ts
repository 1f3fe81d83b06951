import type { Edge, IndexedTable, SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { TableNode } from "./plan.ts";

export type JoinStep = {
  node: TableNode;
  /** The node it hangs on; null for the root. */
  parent: TableNode | null;
  edge: Edge | null;
  /** Whether each row of the parent meets at most one row here. */
  toOne: boolean;
};

const INFERRED_EXTRA = 0.15;
/** Meeting through a shared parent (two children of one country) multiplies rows: a last resort. */
const SHARED_PARENT_EXTRA = 1.2;

export function nodeKey(node: TableNode): string {
  return node.via ? `${node.table}|${node.via}` : node.table;
}

export function isToOne(edge: Edge, from: IndexedTable): boolean {
  if (edge.from === from && edge.to !== from) return true;
  if (edge.from === edge.to) return true;
  const columns = edge.relationship.fromColumns;
  const { primaryKey, rowCount } = edge.from.table;
  if (primaryKey.length > 0 && primaryKey.every((key) => columns.includes(key))) return true;
  const [column] = columns;
  const indexed = column ? edge.from.byName.get(column) : undefined;
  if (columns.length !== 1 || !indexed) return false;
  return (
    indexed.column.unique ||
    (primaryKey.length === 0 && (rowCount ?? 0) > 1 && indexed.column.statistics?.distinct === rowCount)
  );
}

type Reached = { cost: number; from: string | null; edge: Edge | null; arrivedUp: boolean };

/** The cheapest way from any of `starts` to every table (Dijkstra; the graph is small and sparse). */
function shortestPaths(index: SchemaIndex, starts: string[], target: string | null): Map<string, Reached> {
  const reached = new Map<string, Reached>();
  const open = new Set<string>();
  for (const start of starts) {
    reached.set(start, { cost: 0, from: null, edge: null, arrivedUp: false });
    open.add(start);
  }
  const done = new Set<string>();
  while (open.size > 0) {
    let current = "";
    let best = Infinity;
    for (const id of open) {
      const { cost } = reached.get(id) as Reached;
      if (cost < best) {
        best = cost;
        current = id;
      }
    }
    open.delete(current);
    done.add(current);
    if (current === target) break;
    const here = reached.get(current) as Reached;
    for (const edge of index.edgesOf.get(current) ?? []) {
      const up = edge.from.table.id === current;
      const next = up ? edge.to.table.id : edge.from.table.id;
      if (done.has(next) || next === current) continue;
      const sharedParent = here.arrivedUp && !up ? SHARED_PARENT_EXTRA : 0;
      const cost = here.cost + 1 + (edge.relationship.source === "inferred" ? INFERRED_EXTRA : 0) + sharedParent;
      const known = reached.get(next);
      if (!known || cost < known.cost) {
        reached.set(next, { cost, from: current, edge, arrivedUp: up });
        open.add(next);
      }
    }
  }
  return reached;
}

/** Hops between two tables, Infinity where nothing connects them. */
export function joinDistance(index: SchemaIndex, from: string, to: string): number {
  if (from === to) return 0;
  let byStart = distances.get(index);
  if (!byStart) {
    byStart = new Map();
    distances.set(index, byStart);
  }
  let paths = byStart.get(from);
  if (!paths) {
    paths = shortestPaths(index, [from], null);
    if (byStart.size > 400) byStart.clear();
    byStart.set(from, paths);
  }
  return paths.get(to)?.cost ?? Infinity;
}

const distances = new WeakMap<SchemaIndex, Map<string, Map<string, Reached>>>();

/**
 * Connects the nodes by a small tree of joins, growing from the first one: each next node is reached by the
 * cheapest path from what is connected already (the shortest-path heuristic for Steiner trees, Takahashi and
 * Matsuyama 1980). Null where a node can't be reached.
 */
export function joinTables(index: SchemaIndex, nodes: TableNode[]): JoinStep[] | null {
  const [root] = nodes;
  if (!root) return null;
  const steps: JoinStep[] = [{ node: root, parent: null, edge: null, toOne: true }];
  const has = (node: TableNode) => steps.some((step) => nodeKey(step.node) === nodeKey(node));
  const pending = nodes.slice(1).filter((node) => nodeKey(node) !== nodeKey(root));
  pending.sort((a, b) => joinDistance(index, root.table, a.table) - joinDistance(index, root.table, b.table));
  for (const node of pending) {
    if (has(node)) continue;
    if (!(node.via === null ? connectPlain(index, steps, node) : connectVia(index, steps, node))) return null;
  }
  return steps;
}

function connectPlain(index: SchemaIndex, steps: JoinStep[], node: TableNode): boolean {
  const starts = [...new Set(steps.map((step) => step.node.table))];
  if (starts.includes(node.table) && steps.some((step) => step.node.table === node.table && step.node.via === null))
    return true;
  const reached = shortestPaths(index, starts, node.table);
  const path: { table: string; edge: Edge }[] = [];
  let at: string = node.table;
  for (let hop = reached.get(at); hop?.edge && hop.from !== null; hop = reached.get(at)) {
    path.unshift({ table: at, edge: hop.edge });
    at = hop.from;
  }
  if (path.length === 0) return false;
  let parent = (
    steps.find((step) => step.node.table === at && step.node.via === null) ??
    steps.find((step) => step.node.table === at)
  )?.node;
  for (const hop of path) {
    if (!parent) return false;
    const next = { table: hop.table, via: null };
    const from = index.byId.get(parent.table);
    if (!from) return false;
    steps.push({ node: next, parent, edge: hop.edge, toOne: isToOne(hop.edge, from) });
    parent = next;
  }
  return true;
}

function connectVia(index: SchemaIndex, steps: JoinStep[], node: TableNode): boolean {
  const edges = (index.edgesOf.get(node.table) ?? []).filter(
    (edge) => edge.to.table.id === node.table && edge.relationship.fromColumns[0] === node.via,
  );
  const ready = edges.find((edge) => steps.some((step) => step.node.table === edge.from.table.id));
  const edge = ready ?? edges[0];
  if (!edge) return connectPlain(index, steps, { table: node.table, via: null });
  if (!ready && !connectPlain(index, steps, { table: edge.from.table.id, via: null })) return false;
  const parent = steps.find(
    (step) => step.node.table === edge.from.table.id && nodeKey(step.node) !== nodeKey(node),
  )?.node;
  if (!parent) return false;
  steps.push({ node, parent, edge, toOne: true });
  return true;
}

/** A node of the parser's JSON, without the wrapper that names its type. */
export type TreeNode = { readonly [field: string]: unknown };

export function asNode(value: unknown): TreeNode | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as TreeNode) : null;
}

/** A wrapped node, `{"ColumnRef": {...}}`, as its type and fields; null for the empty node that stands for a missing one. */
export function unwrap(value: unknown): { type: string; node: TreeNode } | null {
  const wrapper = asNode(value);
  const type = wrapper === null ? undefined : Object.keys(wrapper)[0];
  const node = type === undefined ? null : asNode(wrapper?.[type]);
  return type === undefined || node === null ? null : { type, node };
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a list of `String` nodes: a qualified name. Null where something else is among them. */
export function asNames(value: unknown): string[] | null {
  const names: string[] = [];
  for (const item of asList(value)) {
    const part = unwrap(item);
    if (part?.type !== "String" || typeof part.node.sval !== "string") return null;
    names.push(part.node.sval);
  }
  return names;
}

export function text(node: TreeNode, field: string): string | null {
  const value = node[field];
  return typeof value === "string" ? value : null;
}

/** Byte offset of a node in the text. The parser leaves out zero and writes -1 where it knows none. */
export function locationOf(node: TreeNode): number | null {
  const location = node.location;
  if (location === undefined) return 0;
  return typeof location === "number" && location >= 0 ? location : null;
}

/** The name without `pg_catalog.`; null for any other qualified name. */
export function systemName(names: readonly string[] | null): string | null {
  if (names === null) return null;
  if (names.length === 1) return names[0] ?? null;
  return names.length === 2 && names[0] === "pg_catalog" ? (names[1] ?? null) : null;
}

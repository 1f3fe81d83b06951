import { asList, asNames, asNode, systemName, text, type TreeNode, unwrap } from "./tree.ts";

/** The value of a number written as a literal, with a sign or a cast to a number type; null for anything else. */
export function constantNumber(value: unknown): number | null {
  const part = unwrap(value);
  if (part === null) return null;
  if (part.type === "TypeCast") return constantNumber(part.node.arg);
  if (part.type === "A_Expr" && part.node.lexpr === undefined) {
    const operand = constantNumber(part.node.rexpr);
    const operator = systemName(asNames(part.node.name));
    return operand === null ? null : operator === "-" ? -operand : operator === "+" ? operand : null;
  }
  if (part.type !== "A_Const") return null;
  const integer = asNode(part.node.ival);
  if (integer !== null) return typeof integer.ival === "number" ? integer.ival : 0;
  const decimal = asNode(part.node.fval);
  if (decimal === null) return null;
  const number = Number(text(decimal, "fval")?.replaceAll("_", ""));
  return Number.isNaN(number) ? null : number;
}

/** The text of a string literal, also with a cast (`date '2025-01-01'`); null for anything else. */
export function constantText(value: unknown): string | null {
  const part = unwrap(value);
  if (part === null) return null;
  if (part.type === "TypeCast") return constantText(part.node.arg);
  const literal = part.type === "A_Const" ? asNode(part.node.sval) : null;
  return literal === null ? null : (text(literal, "sval") ?? "");
}

/** The type's name where the node is a cast, without `pg_catalog.`. */
export function castType(value: unknown): string | null {
  const part = unwrap(value);
  const typeName = part?.type === "TypeCast" ? asNode(part.node.typeName) : null;
  return typeName === null ? null : systemName(asNames(typeName.names));
}

/** Whether some string literal below the node matches. */
export function someText(value: unknown, matches: (text: string) => boolean): boolean {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (Array.isArray(item)) waiting.push(...asList(item));
    const node: TreeNode | null = asNode(item);
    if (node === null) continue;
    if (typeof node.sval === "string" && matches(node.sval)) return true;
    waiting.push(...Object.values(node));
  }
  return false;
}

import type { ColumnKind } from "#app/shared/catalog.ts";

const KIND_BY_TYPE: Record<string, ColumnKind> = {
  int2: "integer",
  int4: "integer",
  int8: "integer",
  oid: "integer",
  numeric: "numeric",
  float4: "numeric",
  float8: "numeric",
  money: "numeric",
  bool: "boolean",
  date: "date",
  timestamp: "timestamp",
  timestamptz: "timestamp",
  time: "time",
  timetz: "time",
  interval: "interval",
  uuid: "uuid",
  json: "json",
  jsonb: "json",
  bytea: "binary",
};

/**
 * What a column holds, from `pg_type` of its base type (domains already resolved).
 * `category` and `type` are `typcategory` and `typtype`.
 */
export function columnKind(baseType: { name: string; category: string; type: string }): ColumnKind {
  if (baseType.type === "e") return "enum";
  if (baseType.category === "A") return "array";
  const known = KIND_BY_TYPE[baseType.name];
  if (known) return known;
  return baseType.category === "S" ? "text" : "other";
}

const NUMERIC_TYPES = new Set([
  "int2",
  "int4",
  "int8",
  "smallint",
  "integer",
  "bigint",
  "float4",
  "float8",
  "real",
  "double precision",
  "numeric",
  "money",
]);

/** Whether a Postgres type's values line up on the right: `numeric(12,2)` counts, `int4[]` does not. */
export function isNumericType(type: string): boolean {
  return NUMERIC_TYPES.has(type.replace(/\(.*\)$/, ""));
}

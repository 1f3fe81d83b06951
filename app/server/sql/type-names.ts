/** Built-in types by oid, which never change. Others (enums, domains' bases, extensions) are looked up where they occur. */
const BUILT_IN: Readonly<Record<number, string>> = {
  16: "bool",
  17: "bytea",
  18: "char",
  19: "name",
  20: "int8",
  21: "int2",
  23: "int4",
  25: "text",
  26: "oid",
  114: "json",
  600: "point",
  650: "cidr",
  700: "float4",
  701: "float8",
  705: "unknown",
  790: "money",
  829: "macaddr",
  869: "inet",
  1042: "bpchar",
  1043: "varchar",
  1082: "date",
  1083: "time",
  1114: "timestamp",
  1184: "timestamptz",
  1186: "interval",
  1266: "timetz",
  1560: "bit",
  1562: "varbit",
  1700: "numeric",
  2249: "record",
  2278: "void",
  2950: "uuid",
  3614: "tsvector",
  3615: "tsquery",
  3802: "jsonb",
  3904: "int4range",
  3906: "numrange",
  3908: "tsrange",
  3910: "tstzrange",
  3912: "daterange",
  3926: "int8range",
  4072: "jsonpath",
  199: "json[]",
  1000: "bool[]",
  1005: "int2[]",
  1007: "int4[]",
  1009: "text[]",
  1014: "bpchar[]",
  1015: "varchar[]",
  1016: "int8[]",
  1021: "float4[]",
  1022: "float8[]",
  1115: "timestamp[]",
  1182: "date[]",
  1185: "timestamptz[]",
  1187: "interval[]",
  1231: "numeric[]",
  2951: "uuid[]",
  3807: "jsonb[]",
};

/** Types of a database that are not built in, by oid. */
export type TypeNameCache = Map<number, string>;

/** Asks `pg_type` for names of types; bound parameter: an array of oids as text. */
export const TYPE_NAME_QUERY = `
  select t.oid::int8 as oid, coalesce(e.typname || '[]', t.typname)::text as name
  from pg_catalog.pg_type t
  left join pg_catalog.pg_type e on e.oid = t.typelem and t.typcategory = 'A'
  where t.oid = any ($1::oid[])`;

export function typeName(oid: number, cache: TypeNameCache): string | null {
  return BUILT_IN[oid] ?? cache.get(oid) ?? null;
}

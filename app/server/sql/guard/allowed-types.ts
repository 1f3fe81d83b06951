/**
 * Types a cast may name, unqualified or in `pg_catalog` (where the parser puts `int`, `varchar(10)` and the like). Left out: reg*
 * types and oid (they look names up in the catalog), xml (its parser cannot be interrupted), void, unknown, record, pseudo-types.
 */
export const ALLOWED_TYPES: ReadonlySet<string> = new Set(
  `bool int2 int4 int8 float4 float8 numeric money text varchar bpchar char name uuid bytea bit varbit
   date time timetz timestamp timestamptz interval json jsonb jsonpath inet cidr macaddr macaddr8
   int4range int8range numrange daterange tsrange tstzrange
   int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange
   point lseg box path polygon line circle tsvector tsquery`.split(/\s+/),
);

export const TYPE_SUGGESTIONS: Readonly<Record<string, string>> = {
  string: "Use text.",
  datetime: "Use timestamp.",
  double: "Use double precision.",
  number: "Use numeric.",
  tinyint: "Use smallint.",
  blob: "Use bytea.",
  regclass: "Name the table itself.",
};

/** Largest `n` in `char(n)` or `bit(n)`: both pad every value to it. */
export const MAXIMUM_TYPE_LENGTH = 10_000;

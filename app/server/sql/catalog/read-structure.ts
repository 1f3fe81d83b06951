import { columnKind } from "#app/server/sql/catalog/column-kind.ts";
import type { CatalogQuery } from "#app/server/sql/catalog/catalog-query.ts";
import { quoteLiteral } from "#app/server/sql/catalog/quote.ts";
import type { CatalogTable, Relationship } from "#app/shared/catalog.ts";

export type CatalogStructure = {
  tables: CatalogTable[];
  relationships: Relationship[];
};

type RelationRow = {
  oid: string;
  schema: string;
  name: string;
  visible: boolean;
  kind: string;
  rows: number;
  comment: string | null;
};

type ColumnRow = {
  table: string;
  number: number;
  name: string;
  type: string;
  base: { name: string; category: string; type: string };
  nullable: boolean;
  comment: string | null;
  labels: string[] | null;
};

type KeyRow = { table: string; primary: boolean; columns: number[] };
type ReferenceRow = { from: string; fromColumns: number[]; to: string; toColumns: number[] };

/**
 * Tables, views, columns, comments, keys and foreign keys of `schemas`, in four set-based queries
 * however many tables there are. Only what the connection's role may select appears. Columns named in
 * `hiddenColumns` (the tenant column) vanish, also out of keys and composite foreign keys, so that a
 * key (org_id, id) reads as id.
 */
export async function readStructure(
  query: CatalogQuery,
  schemas: string[],
  hiddenColumns: ReadonlySet<string>,
): Promise<CatalogStructure> {
  const schemaList = schemas.map(quoteLiteral).join(", ");
  const relations = await read<RelationRow>(query, relationsSql(schemaList));
  const columns = await read<ColumnRow>(query, columnsSql(schemaList));
  const keys = await read<KeyRow>(query, keysSql(schemaList));
  const references = await read<ReferenceRow>(query, referencesSql(schemaList));

  const tables = new Map<string, CatalogTable>();
  const columnNames = new Map<string, Map<number, string>>();
  for (const relation of relations) {
    tables.set(relation.oid, {
      id: relation.visible ? relation.name : `${relation.schema}.${relation.name}`,
      schema: relation.schema,
      name: relation.name,
      qualified: !relation.visible,
      kind: relation.kind === "v" || relation.kind === "m" ? "view" : "table",
      comment: relation.comment,
      rowCount: relation.rows < 0 || relation.kind === "v" ? null : relation.rows,
      columns: [],
      primaryKey: [],
    });
    columnNames.set(relation.oid, new Map());
  }

  for (const column of columns) {
    const table = tables.get(column.table);
    if (!table || hiddenColumns.has(column.name)) continue;
    columnNames.get(column.table)?.set(column.number, column.name);
    table.columns.push({
      name: column.name,
      type: column.type,
      kind: columnKind(column.base),
      nullable: column.nullable,
      unique: false,
      comment: column.comment,
      enumValues: column.labels,
      statistics: null,
      values: null,
    });
  }

  for (const key of keys) {
    const table = tables.get(key.table);
    const names = visibleNames(columnNames.get(key.table), key.columns);
    if (!table || names.length === 0) continue;
    if (key.primary) table.primaryKey = names;
    const only = names.length === 1 ? table.columns.find((column) => column.name === names[0]) : undefined;
    if (only) only.unique = true;
  }

  const relationships: Relationship[] = [];
  for (const reference of references) {
    const from = tables.get(reference.from);
    const to = tables.get(reference.to);
    if (!from || !to) continue;
    const pairs = reference.fromColumns
      .map((number, index) => ({
        from: columnNames.get(reference.from)?.get(number),
        to: columnNames.get(reference.to)?.get(reference.toColumns[index] ?? -1),
      }))
      .filter((pair): pair is { from: string; to: string } => pair.from !== undefined && pair.to !== undefined);
    if (pairs.length === 0) continue;
    relationships.push({
      fromTable: from.id,
      fromColumns: pairs.map((pair) => pair.from),
      toTable: to.id,
      toColumns: pairs.map((pair) => pair.to),
      source: "foreign_key",
    });
  }

  const readable = [...tables.values()].filter((table) => table.columns.length > 0);
  const readableIds = new Set(readable.map((table) => table.id));
  return {
    tables: readable,
    relationships: withoutRepeats(relationships).filter(
      (relationship) => readableIds.has(relationship.fromTable) && readableIds.has(relationship.toTable),
    ),
  };
}

async function read<Row>(query: CatalogQuery, sql: string): Promise<Row[]> {
  const rows = await query(sql);
  return rows.map((row) => JSON.parse(row) as Row);
}

function visibleNames(names: Map<number, string> | undefined, numbers: number[]): string[] {
  return numbers.map((number) => names?.get(number)).filter((name) => name !== undefined);
}

/** Two constraints that differ only in the hidden tenant column are one relationship. */
function withoutRepeats(relationships: Relationship[]): Relationship[] {
  const seen = new Map(relationships.map((relationship) => [JSON.stringify(relationship), relationship]));
  return [...seen.values()];
}

// Partitions are reached through their parent. `relkind`: r table, p partitioned, v view,
// m materialised view, f foreign table.
function relationsSql(schemaList: string): string {
  return `
    select json_build_object('oid', c.oid::text, 'schema', n.nspname, 'name', c.relname,
      'visible', pg_catalog.pg_table_is_visible(c.oid), 'kind', c.relkind, 'rows', c.reltuples::float8,
      'comment', pg_catalog.obj_description(c.oid, 'pg_class'))::text
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (${schemaList}) and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
      and pg_catalog.has_schema_privilege(n.oid, 'usage') and pg_catalog.has_any_column_privilege(c.oid, 'select')
    order by n.nspname, c.relname`;
}

function columnsSql(schemaList: string): string {
  return `
    select json_build_object('table', c.oid::text, 'number', a.attnum, 'name', a.attname,
      'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
      'base', json_build_object('name', b.typname, 'category', b.typcategory, 'type', b.typtype),
      'nullable', not a.attnotnull, 'comment', d.description,
      'labels', case when b.typtype = 'e' then (select json_agg(e.enumlabel order by e.enumsortorder)
        from pg_catalog.pg_enum e where e.enumtypid = b.oid) end)::text
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_catalog.pg_type t on t.oid = a.atttypid
    join pg_catalog.pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
    left join pg_catalog.pg_description d on d.objoid = c.oid and d.objsubid = a.attnum
      and d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    where n.nspname in (${schemaList}) and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
      and pg_catalog.has_schema_privilege(n.oid, 'usage')
      and pg_catalog.has_column_privilege(c.oid, a.attnum, 'select')
    order by c.oid, a.attnum`;
}

// Partial and expression indexes prove nothing about the whole column.
function keysSql(schemaList: string): string {
  return `
    select json_build_object('table', i.indrelid::text, 'primary', i.indisprimary,
      'columns', (select json_agg(k.number order by k.position)
        from pg_catalog.unnest(i.indkey::int2[]) with ordinality k(number, position)
        where k.position <= i.indnkeyatts))::text
    from pg_catalog.pg_index i
    join pg_catalog.pg_class c on c.oid = i.indrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (${schemaList}) and i.indisunique and i.indisvalid and i.indpred is null
      and i.indexprs is null
    order by i.indrelid, i.indexrelid`;
}

function referencesSql(schemaList: string): string {
  return `
    select json_build_object('from', k.conrelid::text, 'fromColumns', to_json(k.conkey),
      'to', k.confrelid::text, 'toColumns', to_json(k.confkey))::text
    from pg_catalog.pg_constraint k
    join pg_catalog.pg_class c on c.oid = k.conrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname in (${schemaList}) and k.contype = 'f'
    order by k.conrelid, k.conname`;
}

import type { CatalogQuery } from "#app/server/sql/catalog/catalog-query.ts";
import { quoteIdentifier } from "#app/server/sql/catalog/quote.ts";
import { relationshipCandidates, type RelationshipCandidate } from "#app/server/sql/catalog/relationship-candidates.ts";
import type { CatalogTable, Relationship } from "#app/shared/catalog.ts";

const VALUES_COMPARED = 500;
const CANDIDATES_PER_STATEMENT = 50;
/** Some 200 round trips at most; the surest names come first. */
const MOST_CANDIDATES = 10_000;
/** A strong name may have orphans; a weak one must fit the data. */
const LEAST_OVERLAP = { strong: 0.8, weak: 0.98, weakWithManyValues: 0.9 };
/** Fewer values fit any key by chance; so many hardly do. */
const LEAST_VALUES_FOR_WEAK = 2;
const MANY_VALUES = 20;

type OverlapRow = { candidate: number; values: number; found: number };

/**
 * Joins the schema does not declare: a name that points at a key, a fitting type, and values that are
 * found there. All three are asked for, since a wrong join gives a wrong answer that looks right.
 * The names follow the habits described in Rostin et al., "A Machine Learning Approach to Foreign Key
 * Discovery" (WebDB 2009): similar names, coverage of values, a target that is a key.
 */
export async function inferRelationships(
  query: CatalogQuery,
  tables: CatalogTable[],
  declared: Relationship[],
): Promise<Relationship[]> {
  const candidates = relationshipCandidates(tables, declared)
    .toSorted((left, right) => right.score - left.score)
    .slice(0, MOST_CANDIDATES);
  const tablesById = new Map(tables.map((table) => [table.id, table]));
  const fits: RelationshipCandidate[] = [];
  for (let start = 0; start < candidates.length; start += CANDIDATES_PER_STATEMENT) {
    const batch = candidates.slice(start, start + CANDIDATES_PER_STATEMENT);
    const overlaps = await readOverlaps(query, batch, tablesById);
    for (const overlap of overlaps) {
      const candidate = batch[overlap.candidate];
      if (candidate && isFit(candidate, overlap)) fits.push(candidate);
    }
  }
  return bestTargets(fits);
}

function isFit(candidate: RelationshipCandidate, overlap: OverlapRow): boolean {
  if (overlap.values === 0) return candidate.strength === "strong";
  if (candidate.strength === "weak" && overlap.values < LEAST_VALUES_FOR_WEAK) return false;
  const manyValues = candidate.strength === "weak" && overlap.values >= MANY_VALUES;
  return overlap.found / overlap.values >= LEAST_OVERLAP[manyValues ? "weakWithManyValues" : candidate.strength];
}

/** A column refers to one place: the best-scored candidate wins, the earlier on a tie. */
function bestTargets(fits: RelationshipCandidate[]): Relationship[] {
  const best = new Map<string, RelationshipCandidate>();
  for (const fit of fits) {
    const key = JSON.stringify([fit.fromTable, fit.fromColumn]);
    const former = best.get(key);
    if (!former || fit.score > former.score) best.set(key, fit);
  }
  return [...best.values()].map((fit) => ({
    fromTable: fit.fromTable,
    fromColumns: [fit.fromColumn],
    toTable: fit.toTable,
    toColumns: [fit.toColumn],
    source: "inferred",
  }));
}

async function readOverlaps(
  query: CatalogQuery,
  batch: RelationshipCandidate[],
  tablesById: Map<string, CatalogTable>,
): Promise<OverlapRow[]> {
  const statements = batch.map((candidate, index) => overlapSql(candidate, index, tablesById));
  const parse = (rows: string[]): OverlapRow[] => rows.map((row) => JSON.parse(row) as OverlapRow);
  try {
    return parse(await query(statements.map((statement) => `(${statement})`).join("\nunion all\n")));
  } catch {
    await query("select '1'");
    const overlaps: OverlapRow[] = [];
    for (const statement of statements) overlaps.push(...parse(await query(statement).catch(() => [])));
    return overlaps;
  }
}

function overlapSql(candidate: RelationshipCandidate, index: number, tablesById: Map<string, CatalogTable>): string {
  const from = relationName(tablesById.get(candidate.fromTable));
  const to = relationName(tablesById.get(candidate.toTable));
  const fromColumn = quoteIdentifier(candidate.fromColumn);
  const toColumn = quoteIdentifier(candidate.toColumn);
  return `with sampled as materialized (select distinct value from
      (select ${fromColumn} as value from ${from} where ${fromColumn} is not null limit ${VALUES_COMPARED * 20}) r
      limit ${VALUES_COMPARED}),
    found as (select count(*) as found from sampled where value in (select t.${toColumn} from ${to} t))
    select json_build_object('candidate', ${index}, 'values', (select count(*) from sampled),
      'found', (select found from found))::text`;
}

function relationName(table: CatalogTable | undefined): string {
  return `${quoteIdentifier(table?.schema ?? "")}.${quoteIdentifier(table?.name ?? "")}`;
}

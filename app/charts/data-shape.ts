import type { ChartInput } from "./chart-input.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { profileColumns } from "./profile-columns.ts";

/** A result seen the way a chart needs it: which columns can carry a position, a colour, a length. */
export type DataShape = {
  rowCount: number;
  profiles: ColumnProfile[];
  /** The column that orders the chart by time. */
  time: ColumnProfile | null;
  /** Groups, best first: those with few values before those with many, constants last. */
  categories: ColumnProfile[];
  measures: ColumnProfile[];
  /** Looks like records to be read one by one rather than a summary. */
  listing: boolean;
  /** Filled by `hasRepeats`, so that the rows are walked once for each pair of columns. */
  repeats: Map<string, boolean>;
};

const GROUPING_ROLES = new Set(["ordinal", "nominal", "geographic", "boolean"]);

/** Sorts a result's columns by what they can carry in a chart. */
export function describeShape(input: ChartInput): DataShape {
  const profiles = profileColumns(input);
  const temporals = profiles.filter(({ role }) => role === "temporal");
  const time = temporals.find(({ distinctCount }) => distinctCount > 1) ?? temporals[0] ?? null;
  const measures = profiles.filter(
    ({ role, distinctCount }) => role === "quantitative" && (distinctCount > 0 || profiles.length === 1),
  );
  const groups = profiles.filter(({ role, distinctCount }) => GROUPING_ROLES.has(role) && distinctCount > 0);
  const categories = orderCategories(groups.length > 0 ? groups : identifiersAsGroups(profiles, measures));
  const rowCount = input.rows.length;
  return {
    rowCount,
    profiles,
    time,
    categories,
    measures,
    listing: looksLikeListing(profiles, categories, rowCount),
    repeats: new Map(),
  };
}

/** An identifier groups only where nothing else does: `project_id, hours` is still hours by project. */
function identifiersAsGroups(profiles: ColumnProfile[], measures: ColumnProfile[]): ColumnProfile[] {
  if (measures.length === 0) return [];
  return profiles.filter(({ role }) => role === "id").slice(0, 1);
}

function orderCategories(groups: ColumnProfile[]): ColumnProfile[] {
  return groups
    .map((profile, index) => ({ profile, index }))
    .sort((a, b) => Number(a.profile.distinctCount < 2) - Number(b.profile.distinctCount < 2) || a.index - b.index)
    .map(({ profile }) => profile);
}

function looksLikeListing(profiles: ColumnProfile[], categories: ColumnProfile[], rowCount: number): boolean {
  if (rowCount < 2) return profiles.length > 6;
  const opaque = profiles.some(
    ({ role, longestLabel }) => role === "other" || (role === "nominal" && longestLabel > 80),
  );
  const identifiers = profiles.filter(({ role }) => role === "id").length;
  const instants = profiles.filter(({ role }) => role === "temporal").length;
  const named = categories.filter(
    ({ role, distinctCount }) => role === "nominal" && distinctCount > rowCount * 0.8,
  ).length;
  if (opaque && profiles.length > 2) return true;
  if (identifiers > 0 && profiles.length >= 4) return true;
  if (identifiers > 1 || instants > 1) return true;
  if (named >= 2) return true;
  return categories.length + instants >= 4 || profiles.length >= 8;
}

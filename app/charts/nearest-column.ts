import type { ColumnProfile } from "./column-profile.ts";

/**
 * The column somebody probably meant: the same letters and digits, one name within the other, or an edit
 * distance (Levenshtein 1966) of at most a third of its length. Null where nothing is near enough.
 */
export function nearestColumn(name: string, profiles: readonly ColumnProfile[]): string | null {
  const wanted = plain(name);
  if (wanted === "") return null;
  const ranked = profiles
    .map(({ key }) => ({ key, distance: distanceBetween(wanted, plain(key)) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= wanted.length / 3 ? best.key : null;
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .slice(0, 100);
}

function distanceBetween(wanted: string, name: string): number {
  if (wanted === name) return 0;
  if (wanted.length >= 3 && name.length >= 3 && (name.includes(wanted) || wanted.includes(name))) return 0.5;
  return editDistance(wanted, name);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + Number(a[row - 1] !== b[column - 1]);
      current.push(Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, change));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

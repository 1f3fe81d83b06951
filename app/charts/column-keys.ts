/**
 * One unique key a column, by position: two columns called `total` become `total` and `total (2)`, a nameless
 * one `column 3`. A config refers to columns by these keys.
 */
export function columnKeys(columns: readonly { name: string }[]): string[] {
  const taken = new Set<string>();
  return columns.map((column, index) => {
    const name = column.name.slice(0, 180).trim() || `column ${index + 1}`;
    let key = name;
    for (let copy = 2; taken.has(key); copy += 1) key = `${name} (${copy})`;
    taken.add(key);
    return key;
  });
}

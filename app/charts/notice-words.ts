const integer = new Intl.NumberFormat("en-US");

/** `1 row`, `12,000 rows`. */
export function countNoun(count: number, singular: string, plural = `${singular}s`): string {
  return `${integer.format(count)} ${count === 1 ? singular : plural}`;
}

/** A sentence for values that are not there; nothing where all are. */
export function missingNotice(count: number, label: string): string[] {
  return count > 0 ? [`${countNoun(count, "row")} without ${label} ${count === 1 ? "is" : "are"} left out.`] : [];
}

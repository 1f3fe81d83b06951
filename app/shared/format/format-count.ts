import { formatNumber } from "./format-number.ts";

/** "1 row", "1,204 rows". Pass the plural where it is not the singular with an s. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

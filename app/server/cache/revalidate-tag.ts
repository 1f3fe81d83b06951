import { reachableTagPrefixes } from "#app/server/cache/cache-scope.ts";
import { invalidateTags } from "#app/server/cache/store.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { ErrorCategory, reportError } from "#app/server/platform/report-error.ts";

/**
 * Makes every cached answer with this tag a miss: those of the current organisation, of the current user,
 * and the global ones. Never rejects, awaited or not: a cache that can't be reached has nothing to give
 * either, and what it kept grows old by itself.
 *
 * @example
 * await revalidateTag("dashboard-data");
 */
export async function revalidateTag(tag: string): Promise<void> {
  try {
    const prefixes = await reachableTagPrefixes();
    await invalidateTags(
      prefixes.map((prefix) => `cachetag:${prefix}:${tag}`),
      nowMs(),
    );
  } catch (error) {
    reportError(error, { category: ErrorCategory.CACHE, context: { tag } });
  }
}

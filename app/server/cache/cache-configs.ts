/** Seconds, by how quickly an answer grows old. */
export const CACHE_CONFIGS = {
  /** Counters and lists that people watch. */
  SHORT: { revalidate: 60 },
  /** Dashboards. */
  MEDIUM: { revalidate: 300 },
  /** Catalogs and glossaries. */
  LONG: { revalidate: 3_600 },
  /** What changes with a release. */
  STATIC: { revalidate: 86_400 },
} as const satisfies Record<string, { revalidate: number }>;

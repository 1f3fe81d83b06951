import type { Analyst } from "#app/shared/analyst.ts";

/** The analyst to measure, by the name given on the command line. */
export async function openAnalyst(name: string): Promise<Analyst> {
  throw new Error(`no analyst called ${name}`);
}

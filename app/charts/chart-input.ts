import type { Cell, ResultColumn } from "#app/shared/result-set.ts";

/** As much of a result as a chart needs; a whole `ResultSet` fits. */
export type ChartInput = { columns: ResultColumn[]; rows: Cell[][] };

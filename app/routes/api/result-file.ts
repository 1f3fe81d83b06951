import { data } from "react-router";
import { exportChart } from "#app/server/actions/chat/export-chart.ts";
import { exportRows } from "#app/server/actions/chat/export-rows.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/result-file.ts";

export const loader = asLoader(({ params: { resultId, file } }: Route.LoaderArgs) => {
  if (file === "rows.csv") return exportRows({ resultId });
  const format = /^chart\.(svg|png|json)$/.exec(file)?.[1];
  if (format === undefined) throw data(null, { status: 404 });
  return exportChart({ resultId, format: format as "svg" | "png" | "json" });
});

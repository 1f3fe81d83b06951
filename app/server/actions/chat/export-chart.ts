import { z } from "zod";
import { chartJson } from "#app/charts/export/chart-json.ts";
import { exportChartSvg } from "#app/charts/export/export-chart-svg.ts";
import { renderChartPng } from "#app/charts/export/render-chart-png.server.ts";
import { readWholeResult } from "#app/server/actions/chat/edit-chart-data.ts";
import { readResult } from "#app/server/actions/chat/read-result.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";

const CONTENT_TYPES = { svg: "image/svg+xml", png: "image/png", json: "application/json" } as const;

/** The chart of an answer as a file of its own: the picture that was seen, or its config. */
export const exportChart = defineQuery({
  name: "chat:export-chart",
  access: "viewer",
  audited: true,
  limit: ACTION_RATE_LIMITS.ANALYTICS_QUERY,
  input: z.object({ resultId: z.string(), format: z.enum(["svg", "png", "json"]) }),
  run: async ({ input: { resultId, format }, auth, signal }) => {
    const stored = await readResult(auth.orgId, resultId);
    if (stored.chart === null || stored.chart.type === "table") throw new ApplicationError({ code: "NOT_FOUND" });
    const { chart } = stored;
    const rows = async () => (await readWholeResult(stored, signal)).rows;
    const body =
      format === "json"
        ? chartJson(chart)
        : format === "svg"
          ? exportChartSvg(chart, await rows())
          : (renderChartPng(chart, await rows()) as Uint8Array<ArrayBuffer>);
    return new Response(body, {
      headers: {
        "content-type": CONTENT_TYPES[format],
        "content-disposition": `attachment; filename="plainchart.${format}"`,
        "cache-control": "private, no-store",
      },
    });
  },
});

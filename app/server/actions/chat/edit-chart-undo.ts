import { parseChartConfig } from "#app/charts/config.ts";
import { readWholeResult, shapeEditedChart } from "#app/server/actions/chat/edit-chart-data.ts";
import { saveEditedChart } from "#app/server/actions/chat/edit-chart-save.ts";
import { readResult } from "#app/server/actions/chat/read-result.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { chartUndoSchema } from "#app/shared/schemas/chart-form.ts";

/** Puts the chart back that an answer had before its last change. Where there was none, nothing happens. */
export const undoChartEdit = defineAction({
  name: "chat:undo-chart-edit",
  access: "member",
  limit: ACTION_RATE_LIMITS.ANALYTICS_QUERY,
  input: chartUndoSchema,
  deadlineMs: seconds(40),
  run: async ({ input, auth, signal }) => {
    const stored = await readResult(auth.orgId, input.resultId);
    const former = stored.formerCharts.at(-1);
    if (former !== undefined) {
      const whole = await readWholeResult(stored, signal);
      const { config } = parseChartConfig(former, whole.rows);
      const undo = { rpc: "undo_chart_edit", parameters: { p_result_id: input.resultId } } as const;
      await saveEditedChart(auth.orgId, undo, shapeEditedChart(config, whole));
    }
    return { orgSlug: auth.orgSlug };
  },
  redirectTo: ({ input, data }) => `/o/${data.orgSlug}/c/${input.conversationId}#turn-${input.messageId}`,
});

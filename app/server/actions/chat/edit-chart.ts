import { applyChartEdits } from "#app/server/actions/chat/edit-chart-apply.ts";
import { readWholeResult, shapeEditedChart } from "#app/server/actions/chat/edit-chart-data.ts";
import { chartFormEdits, FIELD_OF_EDIT } from "#app/server/actions/chat/edit-chart-fields.ts";
import { saveEditedChart } from "#app/server/actions/chat/edit-chart-save.ts";
import { readResult } from "#app/server/actions/chat/read-result.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { chartFormSchema } from "#app/shared/schemas/chart-form.ts";

/** Changes an answer's chart as the form under it says: all of it, or nothing and the reason at its field. */
export const editChart = defineAction({
  name: "chat:edit-chart",
  access: "member",
  limit: ACTION_RATE_LIMITS.ANALYTICS_QUERY,
  input: chartFormSchema,
  deadlineMs: seconds(40),
  run: async ({ input, auth, signal }) => {
    const stored = await readResult(auth.orgId, input.resultId);
    if (stored.chart === null) throw new ApplicationError({ code: "NOT_FOUND" });
    const edits = chartFormEdits(stored.chart, input);
    if (edits.length > 0) {
      const whole = await readWholeResult(stored, signal);
      const { config, refused } = applyChartEdits(stored.chart, edits, whole.rows);
      if (refused !== null) {
        const field = FIELD_OF_EDIT[refused.kind] ?? "";
        throw new ApplicationError({
          code: "VALIDATION_FAILED",
          message: refused.reason,
          fieldErrors: { [field]: [refused.reason] },
        });
      }
      const edit = { rpc: "edit_chart", parameters: { p_result_id: input.resultId, p_chart: config } } as const;
      await saveEditedChart(auth.orgId, edit, shapeEditedChart(config, whole));
    }
    return { orgSlug: auth.orgSlug };
  },
  redirectTo: ({ input, data }) => `/o/${data.orgSlug}/c/${input.conversationId}#turn-${input.messageId}`,
});

import { readReply, type FormReply } from "#app/components/form/read-reply.ts";
import type { ChartFormValues } from "#app/shared/schemas/chart-form-values.ts";

/** What came back from a chart's form: what is wrong at which control, and everything as it was chosen. */
export function readChartReply(reply: FormReply) {
  const { lastResult, failure } = readReply(reply);
  const errors: Record<string, string[]> = {};
  for (const [name, messages] of Object.entries(lastResult?.error ?? {})) if (messages) errors[name] = messages;
  // A failure of the whole is told by its own notice.
  if (failure) delete errors[""];
  return { errors, failure, typed: lastResult?.initialValue ? asValues(lastResult.initialValue) : null };
}

/** The post's fields; an empty one was not sent on. */
function asValues(posted: Record<string, unknown>): ChartFormValues {
  const text = (name: keyof ChartFormValues) => (typeof posted[name] === "string" ? posted[name] : "");
  const y = posted["y"];
  return {
    type: text("type"),
    x: text("x"),
    y: Array.isArray(y) ? y.map(String) : typeof y === "string" ? [y] : [],
    series: text("series"),
    sort: text("sort"),
    stacking: text("stacking"),
    goal: text("goal"),
    format: text("format"),
    decimals: text("decimals"),
    title: text("title"),
  };
}

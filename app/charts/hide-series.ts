import type { ChartData } from "./chart-data.ts";

/** The chart without some of its series, by name; the others keep their colours. */
export function hideSeries(data: ChartData, hidden: readonly string[]): ChartData {
  const { body } = data;
  if (hidden.length === 0) return data;
  const isShown = ({ name }: { name: string }) => !hidden.includes(name);
  switch (body.kind) {
    case "categories":
      return { ...data, body: { ...body, series: body.series.filter(isShown) } };
    case "time":
      return { ...data, body: { ...body, series: body.series.filter(isShown) } };
    case "points":
      return { ...data, body: { ...body, series: body.series.filter(isShown) } };
    default:
      return data;
  }
}

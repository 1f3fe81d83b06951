import { useRouteLoaderData } from "react-router";
import { isAnswerView } from "#app/components/ask/turn-view.ts";
import { EXAMPLE_ANSWER } from "#app/components/marketing/example-turns.ts";
import { LandingPage } from "#app/components/marketing/landing-page.tsx";
import { renderChartSvg } from "#app/charts/render-svg.ts";
import { TurnChart } from "#app/components/ask/turn-chart.tsx";
import type { Route } from "./+types/landing.ts";
import type { loader as layoutLoader } from "./layout.tsx";

export function loader({ url }: Route.LoaderArgs) {
  const view = url.searchParams.get("view");
  const { chart, result } = EXAMPLE_ANSWER;
  return {
    view: isAnswerView(view) ? view : ("table" as const),
    svg: chart && result ? renderChartSvg(chart.config, result, { width: 720, height: 360 }) : undefined,
  };
}

export default function Landing({ loaderData }: Route.ComponentProps) {
  const appHref = useRouteLoaderData<typeof layoutLoader>("routes/marketing/layout")?.appHref;
  const start = appHref ? { label: "Go to your data", href: appHref } : { label: "Start asking", href: "/sign-up" };
  return (
    <>
      <title>Plainchart: ask your database in plain words</title>
      <meta
        name="description"
        content="Ask your Postgres data a question in plain words. Get SQL you can read, rows you can check, a chart, and an honest no when the data can't answer."
      />
      <LandingPage
        start={start}
        view={loaderData.view}
        renderChart={(turn) => <TurnChart turn={turn} svg={loaderData.svg} />}
      />
    </>
  );
}

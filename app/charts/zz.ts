import { init, use, setPlatformAPI } from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);
const option = {
  animation: false,
  color: ["var(--series-1)", "var(--series-2)"],
  legend: {},
  xAxis: { type: "category", data: [..."abcdefghijkl"] },
  yAxis: { type: "value" },
  series: [
    {
      name: "<img src=x onerror=alert(1)>",
      type: "bar",
      itemStyle: {
        decal: { symbol: "rect", color: "var(--p)", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: 0.7 },
      },
      data: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    },
  ],
};
function r() {
  const c = init(null, null, { renderer: "svg", ssr: true, width: 600, height: 300 });
  c.setOption(option as any);
  const s = c.renderToSVGString();
  c.dispose();
  return s;
}
const s = r();
console.log(s.slice(0, 3000));
console.log(s.length);
for (let i = 0; i < 50; i++) r();
const t = [];
for (let i = 0; i < 100; i++) {
  const a = performance.now();
  r();
  t.push(performance.now() - a);
}
t.sort((a, b) => a - b);
console.log(t[50], t[95]);
const inst = init(null, null, { renderer: "svg", ssr: true, width: 600, height: 300 });
const t2 = [];
for (let i = 0; i < 100; i++) {
  const a = performance.now();
  inst.setOption(option as any, true);
  inst.renderToSVGString();
  t2.push(performance.now() - a);
}
t2.sort((a, b) => a - b);
console.log(t2[50], t2[95]);

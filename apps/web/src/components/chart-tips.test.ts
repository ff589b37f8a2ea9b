import { expect, test } from "vitest";
import { withPlainTips } from "./chart-tips.ts";

type Tip = { tooltip: { formatter: (mark: object) => string } };
const nameOf = { formatter: ({ name }: { name: string }) => `${name}\n1 ind m-3` };
const mark = { name: "<img src=x onerror=alert(1)> & net" };
const shown = "&lt;img src=x onerror=alert(1)&gt; &amp; net<br>1 ind m-3";

test("a name with markup is shown as it was written, in every tooltip of a picture", () => {
  const option = { tooltip: nameOf, series: [{ type: "line", markLine: { tooltip: nameOf } }] };
  const safe = withPlainTips(option) as Tip & { series: { markLine: Tip }[] };
  expect(safe.tooltip.formatter(mark)).toBe(shown);
  expect((withPlainTips({ tooltip: { formatter: ({ name }: { name?: string }) => name } }) as Tip).tooltip.formatter({})).toBe("");
  expect(safe.series[0]?.markLine.tooltip.formatter(mark)).toBe(shown);
});

test("all else of a picture stays as it is", () => {
  const label = ({ value }: { value: number }) => `${value} %`;
  const data = [[1, 2]];
  const option = { tooltip: { trigger: "axis" }, yAxis: { axisLabel: { formatter: label } }, series: [{ type: "scatter", data }] };
  expect(withPlainTips(option)).toEqual(option);
  expect((withPlainTips(option).series as { data: unknown }[])[0]?.data).toBe(data);
});

import { expect, test } from "vitest";
import type { Cell } from "#app/shared/result-set.ts";
import { profileColumns } from "./profile-columns.ts";

function profile(name: string, type: string, cells: Cell[]) {
  const [only] = profileColumns({ columns: [{ name, type }], rows: cells.map((cell) => [cell]) });
  if (!only) throw new Error("no column");
  return only;
}

test.each([
  ["id", "int8", [1, 2, 3], "id"],
  ["customer_id", "int4", [7, 7, 9], "id"],
  ["zip", "text", ["8001", "3012"], "id"],
  ["token", "uuid", ["00000000-0000-4000-8000-000000000000"], "id"],
  ["amount", "numeric", ["1.5", "2"], "quantitative"],
  ["count", "int8", ["9007199254740993"], "quantitative"],
  ["year", "int4", [2022, 2023], "temporal"],
  ["yearly_income", "int4", [2022, 2023], "quantitative"],
  ["created_at", "timestamptz", ["2024-01-01 00:00:00+00"], "temporal"],
  ["period", "text", ["2024-01", "2024-02"], "temporal"],
  ["month", "int4", [1, 2, 12], "ordinal"],
  ["months_active", "int4", [1, 2, 40], "quantitative"],
  ["weekday", "text", ["Mon", "Tue"], "ordinal"],
  ["priority", "text", ["low", "high"], "ordinal"],
  ["size", "priority_kind", ["small", "large"], "ordinal"],
  ["status", "project_status", ["active", "done"], "nominal"],
  ["kind", "box_kind", ["a", "b"], "nominal"],
  ["country", "text", ["CH", "DE"], "geographic"],
  ["active", "bool", [true, false], "boolean"],
  ["payload", "jsonb", ["{}"], "other"],
  ["tags", "text[]", ["{a}"], "other"],
  ["tags", "_text", ["{a}"], "other"],
  ["valid", "daterange", ["[2024-01-01,2024-02-01)"], "other"],
  ["time_to_pay", "interval", ["3 days", "04:00:00"], "quantitative"],
  ["opens_at", "time", ["08:30:00"], "nominal"],
  ["note", "text", [null, null], "nominal"],
] as const)("%s %s %j is %s", (name, type, cells, role) => {
  expect(profile(name, type, [...cells]).role).toBe(role);
});

test.each([
  [["2024-01-01", "2025-01-01"], "year"],
  [["2024-01-01", "2024-04-01"], "quarter"],
  [["2024-01-01", "2024-02-01"], "month"],
  [["2024-01-01", "2024-01-08", "2024-01-15"], "week"],
  [["2024-01-01", "2024-01-02"], "day"],
  [["2024-01-01 05:00:00", "2024-01-02 07:00:00"], "hour"],
  [["2024-01-01 05:00:12", "2024-01-02 07:00:00"], "minute"],
] as const)("%j goes by %s", (cells, grain) => {
  expect(profile("at", "timestamp", [...cells]).grain).toBe(grain);
});

test("averages, rates, prices and extremes do not add up; amounts and counts do", () => {
  const additive = (name: string) => profile(name, "numeric", ["10", "20"]).additive;
  for (const name of [
    "avg_amount",
    "hourly_rate",
    "margin_pct",
    "unit_price",
    "max_hours",
    "median_age",
    "conversion_rate",
  ])
    expect.soft(additive(name), name).toBe(false);
  for (const name of ["revenue", "hours", "count", "total_cost", "sum"]) expect.soft(additive(name), name).toBe(true);
});

test("a length of time is read in hours, and its name says so", () => {
  expect(profile("time_to_pay", "interval", ["1 day", "12:00:00"])).toMatchObject({
    label: "Time to pay (hours)",
    minimum: 12,
    maximum: 24,
  });
});

test("a large result is profiled from an even sample", () => {
  const large = profile(
    "n",
    "int4",
    Array.from({ length: 200_000 }, (_, index) => index),
  );
  expect(large.rowCount).toBe(5_000);
  expect([large.minimum, large.maximum]).toEqual([0, 199_960]);
});

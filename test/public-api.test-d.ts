import { expectTypeOf, test } from "vitest";

import type { ChartConfig } from "#app/charts/config.ts";
import type { generateSQLStream } from "@/actions";
import {
  createCheckoutSession,
  generateChartConfiguration,
  generateChartConfigurationStream,
  generateSQL,
  submitContactForm,
} from "@/actions";

test("a result of generateSQL is told apart by its kind", () => {
  type Result = Awaited<ReturnType<typeof generateSQL>>;
  expectTypeOf<Result["kind"]>().toEqualTypeOf<"sql" | "clarification" | "refusal">();
  expectTypeOf<Extract<Result, { kind: "sql" }>["sql"]>().toEqualTypeOf<string>();
  expectTypeOf<Extract<Result, { kind: "refusal" }>>().not.toHaveProperty("sql");
  expectTypeOf(generateSQL)
    .parameter(0)
    .toEqualTypeOf<{ question: string; detectedTableIntent?: string | undefined }>();
});

test("only the last item of the stream holds the result", () => {
  type Update = Awaited<ReturnType<ReturnType<typeof generateSQLStream>["next"]>>["value"];
  expectTypeOf<Extract<Update, { final: true }>>().toHaveProperty("result");
  expectTypeOf<Extract<Update, { final: false }>>().not.toHaveProperty("result");
});

test("charts take rows as objects or as a result, and answer whole configs", () => {
  expectTypeOf(generateChartConfiguration).toBeCallableWith([{ month: "2026-01-01", revenue: 1 }], "Revenue");
  expectTypeOf(generateChartConfiguration).toBeCallableWith(
    { columns: [{ name: "n", type: "int8" }], rows: [[1]], truncated: null, elapsedMs: 1 },
    "A number",
    { preferredChartTypes: ["big_number"] },
  );
  expectTypeOf(generateChartConfiguration).returns.resolves.toEqualTypeOf<ChartConfig>();
  expectTypeOf(generateChartConfigurationStream).returns.toEqualTypeOf<AsyncGenerator<ChartConfig, void, void>>();
});

test("a checkout is an address, and the contact form needs no token where there is no check", () => {
  expectTypeOf(createCheckoutSession).returns.resolves.toEqualTypeOf<string>();
  expectTypeOf(submitContactForm).toBeCallableWith({ name: "Ada", email: "ada@example.com", message: "Interested" });
});

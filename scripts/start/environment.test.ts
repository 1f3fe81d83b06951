import { expect, onTestFinished, test, vi } from "vitest";
import { needsLocalStack, readAppUrl } from "./environment.ts";

test("the embedded stack serves this machine only, and only when no real service is named", () => {
  setEnvironment({});
  for (const url of ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"]) {
    expect(needsLocalStack(url)).toBe(true);
  }
  for (const url of ["https://plainchart.example", "http://192.168.1.5:3000", "http://localhost.example", "nonsense"]) {
    expect(needsLocalStack(url)).toBe(false);
  }
  setEnvironment({ SUPABASE_URL: "https://project.supabase.co" });
  expect(needsLocalStack("http://localhost:3000")).toBe(false);
});

test("the app's address is APP_URL, else this machine at PORT; empty values are no values", async () => {
  setEnvironment({ APP_URL: "", PORT: "4000" });
  expect(await readAppUrl()).toBe("http://localhost:4000");
  setEnvironment({ APP_URL: "", PORT: "" });
  expect(await readAppUrl()).toBe("http://localhost:3000");
  setEnvironment({ APP_URL: "", PORT: "0" });
  expect(await readAppUrl()).toBe(`http://localhost:${process.env.PORT}`);
  expect(Number(process.env.PORT)).toBeGreaterThan(0);
  setEnvironment({ APP_URL: "https://plainchart.example" });
  expect(await readAppUrl()).toBe("https://plainchart.example");
});

function setEnvironment(values: Record<string, string>): void {
  const names = ["APP_URL", "PORT", "SUPABASE_URL", "ANALYST_DATABASE_URL", "UPSTASH_REDIS_REST_URL"];
  for (const name of names) vi.stubEnv(name, values[name] ?? "");
  onTestFinished(() => void vi.unstubAllEnvs());
}

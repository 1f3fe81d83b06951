import { beforeEach, expect, test, vi } from "vitest";

import { registerAction } from "#app/server/platform/action-registry.ts";
import { noteAction, readActionStats } from "#app/server/platform/action-stats.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const register = (name: string) =>
  registerAction({ name, kind: "action", access: "public", deadlineMs: 1, idempotent: false });
const statsOf = (name: string) => readActionStats().find(({ action }) => action === name);

test("an action without traffic is listed and claims nothing", () => {
  register("t:quiet");
  expect(statsOf("t:quiet")).toEqual({
    action: "t:quiet",
    requests: 0,
    availability: null,
    p50Ms: null,
    p95Ms: null,
    lastErrorCode: null,
  });
});

test("only failures of ours count against availability", () => {
  register("t:busy");
  for (const outcome of ["OK", "REDIRECT", "RATE_LIMITED", "VALIDATION_FAILED", "INTERNAL"])
    noteAction("t:busy", outcome, 10);
  expect(statsOf("t:busy")).toMatchObject({ requests: 5, availability: 0.8, lastErrorCode: "INTERNAL" });
});

test("quantiles are within a tenth", () => {
  register("t:timed");
  for (let ms = 1; ms <= 1_000; ms++) noteAction("t:timed", "OK", ms);
  const { p50Ms, p95Ms } = statsOf("t:timed")!;
  expect(p50Ms).toBeGreaterThan(450);
  expect(p50Ms).toBeLessThan(550);
  expect(p95Ms).toBeGreaterThan(855);
  expect(p95Ms).toBeLessThan(1_045);
});

test("after an hour the past is gone", () => {
  register("t:past");
  noteAction("t:past", "OK", 1);
  vi.advanceTimersByTime(59 * 60_000);
  noteAction("t:past", "OK", 1);
  expect(statsOf("t:past")!.requests).toBe(2);
  vi.advanceTimersByTime(2 * 60_000);
  expect(statsOf("t:past")!.requests).toBe(1);
});

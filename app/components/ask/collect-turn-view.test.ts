import { expect, test } from "vitest";
import { collectTurnView } from "./collect-turn-view.ts";

const TURN = { id: "t1", question: "How many?" };

test("a turn without parts waits", () => {
  expect(collectTurnView(TURN, [])).toEqual({ ...TURN, stage: "queued", notices: [], suggestions: [] });
});

test("parts find their places, text parts join and notices add up", () => {
  const view = collectTurnView(TURN, [
    { type: "data-status", data: { stage: "running" } },
    { type: "data-sql", data: { sql: "select 1" } },
    { type: "data-notice", data: { kind: "empty", message: "No rows." } },
    { type: "data-notice", data: { kind: "fan_out", message: "Counted twice." } },
    { type: "text", text: "There are " },
    { type: "text", text: "12." },
    { type: "data-status", data: { stage: "done" } },
  ]);
  expect(view).toMatchObject({ stage: "done", sql: "select 1", text: "There are 12." });
  expect(view.notices).toHaveLength(2);
});

test("a part of an unknown type changes nothing", () => {
  expect(collectTurnView(TURN, [{ type: "data-__proto__", data: { stage: "done" } }, { type: "step-start" }])).toEqual(
    collectTurnView(TURN, []),
  );
});

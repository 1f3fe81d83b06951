import type { TurnStatus } from "#app/shared/turn.ts";

const STAGE_LABELS = {
  queued: "Starting",
  reading: "Reading the question",
  checking: "Checking the SQL",
  running: "Running the SQL",
  drawing: "Drawing the chart",
  done: "Answered",
  stopped: "Stopped",
  failed: "Not answered",
} as const satisfies Record<TurnStatus["stage"], string>;

/** What is happening to a turn, in words. */
export function stageLabel(stage: TurnStatus["stage"]): string {
  return STAGE_LABELS[stage];
}

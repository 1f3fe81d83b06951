import { expect, test } from "vitest";
import { askInForm } from "#app/server/actions/chat/ask-in-form.ts";
import { askQuestion } from "#app/server/actions/chat/ask-question.ts";
import { resumeAnswer } from "#app/server/actions/chat/resume-answer.ts";
import { seconds } from "#app/server/platform/clock.ts";

/** When a run that is still going is ended. */
const LONGEST_RUN_MS = seconds(120);

test.each([askQuestion, askInForm, resumeAnswer])("$definition.name has time for the longest answer", (action) => {
  expect(action.definition.deadlineMs).toBeGreaterThan(LONGEST_RUN_MS);
});

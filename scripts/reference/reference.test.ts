import { readFileSync } from "node:fs";
import path from "node:path";

import { expect, test } from "vitest";

import { envSchema } from "#app/server/platform/env-schema.ts";
import { projectDir } from "#scripts/project-tool.ts";
import { writeReferencePages } from "./pages.ts";

test(
  "the reference pages say what the source says (else run: node scripts/write-reference.ts)",
  { timeout: 30_000 },
  async () => {
    for (const [name, text] of Object.entries(await writeReferencePages())) {
      expect(readFileSync(path.join(projectDir, "docs/reference", name), "utf8"), name).toBe(text);
    }
  },
);

test("every name is described, and .env.example knows those an operator sets", () => {
  const example = readFileSync(path.join(projectDir, ".env.example"), "utf8");
  for (const [name, schema] of Object.entries(envSchema.shape)) {
    expect(schema.description, name).toBeTruthy();
    if (name !== "STRIPE_API_URL" && name !== "TURNSTILE_VERIFY_URL") expect(example).toContain(`#${name}=`);
  }
});

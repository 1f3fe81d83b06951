import { parseWithZod } from "@conform-to/zod/v4";
import type { Submission } from "@conform-to/react";
import type { z } from "zod";

import { formKeys } from "#app/server/pipeline/stages/form-keys.ts";
import { parseForm } from "#app/server/pipeline/stages/parse-form.ts";
import { readBody } from "#app/server/pipeline/stages/read-body.ts";
import { validateInput } from "#app/server/pipeline/stages/validate-input.ts";
import type { AnyDefinition, InputSource } from "#app/server/pipeline/types.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";

/** A call from server code: the input is at hand. */
export function callSource(name: string, input: unknown): InputSource {
  return { read: () => Promise.resolve(), validate: (schema) => validateInput(schema, input, name) };
}

export type FormSource = InputSource & {
  /** What was typed, for showing the form again; null until the body was read and found harmless. */
  submission: () => Submission<unknown> | null;
};

/** A posted form, with JavaScript or without. */
export function formSource(request: Request, definition: AnyDefinition): FormSource {
  let submission: Submission<unknown> | null = null;
  return {
    submission: () => submission,
    read: async () => {
      const contentType = request.headers.get("content-type") ?? "";
      const body = await readBody(request, definition.maxBodyBytes);
      const form = await parseForm(body, contentType, formKeys(definition.input));
      submission = parseWithZod(form, { schema: definition.input });
    },
    validate: () => {
      if (submission?.status === "success") return submission.value;
      const errors = submission?.status === "error" ? (submission.error ?? {}) : {};
      throw new ApplicationError({ code: "VALIDATION_FAILED", fieldErrors: withoutEmpty(errors) });
    },
  };
}

/** A fetch with a JSON body; a form body is taken too. */
export function bodySource(request: Request, definition: AnyDefinition): InputSource {
  const contentType = request.headers.get("content-type") ?? "";
  if (!contentType.startsWith("application/json")) return formSource(request, definition);
  let value: unknown;
  return {
    read: async () => {
      const body = await readBody(request, definition.maxBodyBytes);
      try {
        value = JSON.parse(body.toString("utf8"));
      } catch (error) {
        throw new ApplicationError({ code: "BAD_REQUEST", cause: error });
      }
    },
    validate: (schema: z.ZodType) => validateInput(schema, value, definition.name),
  };
}

function withoutEmpty(errors: Record<string, string[] | null>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(errors).filter((entry): entry is [string, string[]] => entry[1] !== null));
}

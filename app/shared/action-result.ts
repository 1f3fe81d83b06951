import type { ErrorCode } from "#app/shared/errors.ts";

/** What every action answers to a fetch, a form and a test. */
export type ActionResult<Data = unknown> =
  | { success: true; data: Data }
  | {
      success: false;
      /** Public text, safe to show. */
      error: string;
      code: ErrorCode;
      /** Messages by field name; the empty key holds messages about the form as a whole. */
      fieldErrors?: Record<string, string[]>;
      /** Seconds to wait before trying again. */
      retryAfter?: number;
    };

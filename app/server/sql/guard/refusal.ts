import type { GuardCode, GuardRefusal } from "./verdict.ts";
import { positionFromBytes } from "./source-position.ts";

/** Thrown inside the tree walk and turned into a verdict at its edge; never leaves this folder. */
export class Refusal extends Error {
  readonly code: GuardCode;
  readonly byteOffset: number | null;
  readonly suggestion: string | null;

  constructor(code: GuardCode, message: string, byteOffset: number | null, suggestion: string | null = null) {
    super(message);
    this.code = code;
    this.byteOffset = byteOffset;
    this.suggestion = suggestion;
  }

  toVerdict(sql: string): GuardRefusal {
    const position = this.byteOffset === null || this.byteOffset < 0 ? null : positionFromBytes(sql, this.byteOffset);
    return { ok: false, code: this.code, message: this.message, position, suggestion: this.suggestion };
  }
}

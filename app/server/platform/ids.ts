import { randomBytes, randomUUID } from "node:crypto";

/** A random UUID, for rows. */
export function newId(): string {
  return randomUUID();
}

/** A short random name for a request, in logs and the `x-request-id` header. */
export function newRequestId(): string {
  return randomBytes(9).toString("base64url");
}

/** A value for the Content-Security-Policy, 128 bits, new for each response. */
export function newNonce(): string {
  return randomBytes(16).toString("base64");
}

import type { z } from "zod";

import type { OrgAuth, UserAuth } from "#app/server/auth/validate-auth.ts";
import type { RateLimit } from "#app/server/limits/rate-limit.ts";
import type { RegisteredAction } from "#app/server/platform/action-registry.ts";
import type { RequestContext } from "#app/server/platform/request-context.ts";
import type { Role } from "#app/shared/roles.ts";

/** Who may call: anybody, any signed-in user, or at least this role in the organisation the URL names. */
export type Access = "public" | "user" | Role;

/** What `run` learns about the caller. A public action sees null for a visitor. */
export type AuthFor<A extends Access> = A extends "public" ? UserAuth | null : A extends "user" ? UserAuth : OrgAuth;

export type RunArguments<Input, A extends Access> = {
  input: Input;
  auth: AuthFor<A>;
  /** Aborts at the deadline and when the client goes away. */
  signal: AbortSignal;
  request: RequestContext;
};

export type SharedDefinition<A extends Access, Schema extends z.ZodType> = {
  /** `area:verb`; the key of logs, metrics, audit, limits and health. */
  name: string;
  access: A;
  /** Left out: not limited by the pipeline. */
  limit?: RateLimit;
  /** A second limit, by something in the input and the client's address, such as the account that is being signed in to. */
  limitBy?: { limit: RateLimit; key: (input: z.output<Schema>) => string };
  /** How many requests this one counts as; default 1. */
  cost?: number;
  input: Schema;
  /** Milliseconds for `run`, or for a stream from start to end. Default 30 s, 120 s for a stream. */
  deadlineMs?: number;
  /** Bytes of a request's body; default 64 KiB. */
  maxBodyBytes?: number;
};

export type ActionDefinition<A extends Access, Schema extends z.ZodType, Output> = SharedDefinition<A, Schema> & {
  output?: z.ZodType<Output>;
  /** Equal keys of one caller run once; the others get the first one's answer. Null: no such promise. */
  idempotency?: (args: { input: z.output<Schema>; request: RequestContext }) => string | null;
  run: (args: RunArguments<z.output<Schema>, A>) => Promise<Output> | Output;
  /** Where a form goes after success, as a path. Without it the same page answers. Stands after `run`, whose type it reads. */
  redirectTo?: (args: { data: Output; input: z.output<Schema>; request: RequestContext }) => string;
};

export type StreamDefinition<A extends Access, Schema extends z.ZodType, Chunk> = SharedDefinition<A, Schema> & {
  stream: (args: RunArguments<z.output<Schema>, A>) => AsyncIterable<Chunk>;
};

export type QueryDefinition<A extends Access, Schema extends z.ZodType, Output> = SharedDefinition<A, Schema> & {
  output?: z.ZodType<Output>;
  /** Writes an audit event on success too, as for data that leaves the app in a file. */
  audited?: true;
  run: (args: RunArguments<z.output<Schema>, A>) => Promise<Output> | Output;
};

/** A definition with its types forgotten, as the stages see it. */
export type AnyDefinition = {
  kind: "action" | "stream" | "query";
  name: string;
  access: Access;
  limit?: RateLimit | undefined;
  limitBy?: { limit: RateLimit; key: (input: never) => string } | undefined;
  cost?: number | undefined;
  input: z.ZodType;
  output?: z.ZodType | undefined;
  audited?: true | undefined;
  deadlineMs: number;
  maxBodyBytes: number;
  idempotency?: ((args: { input: never; request: RequestContext }) => string | null) | undefined;
  redirectTo?: ((args: { data: never; input: never; request: RequestContext }) => string) | undefined;
  run: (args: never) => unknown;
};

/** Where an action's input comes from: a call, a form or a JSON body. */
export type InputSource = {
  /** Reads the body, within its limits. A call has none. */
  read: () => Promise<void>;
  /** @throws ApplicationError VALIDATION_FAILED with messages by field. */
  validate: (schema: z.ZodType) => unknown;
};

/** What the registry keeps of a definition. */
export function summarize({ name, kind, access, limit, deadlineMs, idempotency }: AnyDefinition): RegisteredAction {
  return { name, kind, access, limit, deadlineMs, idempotent: idempotency !== undefined };
}

export { asLoader } from "#app/server/pipeline/faces/throw-for-route.ts";
export type { RouteFailure } from "#app/server/pipeline/faces/throw-for-route.ts";
export { defineAction } from "#app/server/pipeline/define-action.ts";
export type { Action, StreamAction } from "#app/server/pipeline/define-action.ts";
export { defineQuery } from "#app/server/pipeline/define-query.ts";
export type { Query } from "#app/server/pipeline/define-query.ts";
export type { FormReply } from "#app/server/pipeline/faces/answer-form.ts";

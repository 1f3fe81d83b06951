export { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
export type { RateLimit } from "#app/server/limits/rate-limit.ts";
export { buildCompositeKey, withRateLimit } from "#app/server/limits/check-rate-limit.ts";
export { checkRateLimit } from "#app/server/pipeline/check-rate-limit.ts";
export { clientAddress } from "#app/server/platform/request-context.ts";

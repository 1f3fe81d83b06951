import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** Everything `/metrics` shows. Labels are names from the code, never ids or text from a request. */
export const registry = new Registry();

collectDefaultMetrics({ register: registry, prefix: "plainchart_" });

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export const actionsTotal = new Counter({
  name: "plainchart_actions_total",
  help: "Settled actions and queries by outcome code (OK, REDIRECT or an error code)",
  labelNames: ["action", "code"],
  registers: [registry],
});

export const actionSeconds = new Histogram({
  name: "plainchart_action_seconds",
  help: "Wall time of actions and queries; streams until their end",
  labelNames: ["action"],
  buckets: SECONDS,
  registers: [registry],
});

export const stageSeconds = new Histogram({
  name: "plainchart_stage_seconds",
  help: "Wall time of each pipeline stage",
  labelNames: ["stage"],
  buckets: [0.00005, 0.0001, 0.0002, ...SECONDS],
  registers: [registry],
});

export const limiterTotal = new Counter({
  name: "plainchart_limiter_total",
  help: "Rate limit decisions: allowed, refused, fallback_allowed, fallback_refused, open",
  labelNames: ["limit", "decision"],
  registers: [registry],
});

export const cacheTotal = new Counter({
  name: "plainchart_cache_total",
  help: "Cached function calls: hit, miss, stale, error, too_large",
  labelNames: ["cache", "outcome"],
  registers: [registry],
});

export const openStreams = new Gauge({
  name: "plainchart_open_streams",
  help: "Action streams being sent now",
  labelNames: ["action"],
  registers: [registry],
});

export const errorsTotal = new Counter({
  name: "plainchart_errors_total",
  help: "Reported errors",
  labelNames: ["category", "severity"],
  registers: [registry],
});

export const dependencySeconds = new Histogram({
  name: "plainchart_dependency_seconds",
  help: "Calls to other services",
  labelNames: ["operation", "outcome"],
  buckets: SECONDS,
  registers: [registry],
});

import { listActions } from "#app/server/platform/action-registry.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { ERROR_CODES, type ErrorCode } from "#app/shared/errors.ts";

/** How one action fared in the last hour, in this process. */
export type ActionStats = {
  action: string;
  requests: number;
  /** Share of requests that did not fail for a reason of ours (a status of 500 or more), 0..1. */
  availability: number | null;
  p50Ms: number | null;
  p95Ms: number | null;
  /** The last code of that kind. */
  lastErrorCode: ErrorCode | null;
};

type Minute = { minute: number; requests: number; failed: number; durations: Uint32Array };
type Record = { minutes: (Minute | undefined)[]; lastErrorCode: ErrorCode | null };

const MINUTES = 60;
/** Bounds of the duration buckets grow by a fifth, from 1 ms to over a minute, so a quantile is off by a tenth at most. */
const GROWTH = 1.2;
const BUCKETS = 64;

const records = new Map<string, Record>();

/** Notes one settled action. */
export function noteAction(action: string, outcome: string, durationMs: number): void {
  const record = records.get(action) ?? { minutes: [], lastErrorCode: null };
  records.set(action, record);
  const minute = Math.floor(nowMs() / 60_000);
  let slot = record.minutes[minute % MINUTES];
  if (slot?.minute !== minute) {
    slot = { minute, requests: 0, failed: 0, durations: new Uint32Array(BUCKETS) };
    record.minutes[minute % MINUTES] = slot;
  }
  slot.requests += 1;
  slot.durations[bucketOf(durationMs)]! += 1;
  if (!isOurFailure(outcome)) return;
  slot.failed += 1;
  record.lastErrorCode = outcome;
}

/** Every action of the build, those without traffic included, by name. */
export function readActionStats(): ActionStats[] {
  const oldest = Math.floor(nowMs() / 60_000) - MINUTES;
  return listActions().map(({ name }) => {
    const record = records.get(name);
    const minutes = (record?.minutes ?? []).filter(
      (minute) => minute !== undefined && minute.minute > oldest,
    ) as Minute[];
    const requests = sum(minutes, ({ requests: count }) => count);
    const failed = sum(minutes, ({ failed: count }) => count);
    const durations = Array.from({ length: BUCKETS }, (_, bucket) =>
      sum(minutes, ({ durations: counts }) => counts[bucket]!),
    );
    return {
      action: name,
      requests,
      availability: requests === 0 ? null : 1 - failed / requests,
      p50Ms: quantile(durations, requests, 0.5),
      p95Ms: quantile(durations, requests, 0.95),
      lastErrorCode: record?.lastErrorCode ?? null,
    };
  });
}

function isOurFailure(outcome: string): outcome is ErrorCode {
  return Object.hasOwn(ERROR_CODES, outcome) && ERROR_CODES[outcome as ErrorCode].status >= 500;
}

function bucketOf(durationMs: number): number {
  const bucket = Math.ceil(Math.log(Math.max(durationMs, 1)) / Math.log(GROWTH));
  return Math.min(bucket, BUCKETS - 1);
}

function quantile(counts: readonly number[], total: number, part: number): number | null {
  if (total === 0) return null;
  let seen = 0;
  const bucket = counts.findIndex((count) => (seen += count) >= total * part);
  return GROWTH ** Math.max(0, bucket - 0.5);
}

function sum<Item>(items: readonly Item[], read: (item: Item) => number): number {
  return items.reduce((total, item) => total + read(item), 0);
}

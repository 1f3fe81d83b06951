import { createHmac, timingSafeEqual } from "node:crypto";

import { hours, nowMs, seconds } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";

/** Nobody reads and fills a form faster. */
const SHORTEST_FILL_MS = seconds(2);
/** A page may stay open this long. */
const LONGEST_FILL_MS = hours(24);

/** When a form's page was made, signed, so that its age can be believed. */
export function stampPage(): string {
  const madeMs = String(nowMs());
  return `${madeMs}.${sign(madeMs)}`;
}

/** How the time between making a page and sending its form looks: like a person's, or why not. */
export function judgeStamp(stamp: string | undefined): "plausible" | "forged" | "too_fast" | "too_old" {
  const [madeMs = "", signature = ""] = (stamp ?? "").split(".");
  const expected = Buffer.from(sign(madeMs));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return "forged";
  const ageMs = nowMs() - Number(madeMs);
  if (ageMs < SHORTEST_FILL_MS) return "too_fast";
  return ageMs > LONGEST_FILL_MS ? "too_old" : "plausible";
}

/** Every copy of the app has this key; the prefix keeps it from signing anything else. */
function sign(text: string): string {
  return createHmac("sha256", env().SUPABASE_SECRET_KEY).update(`contact page ${text}`).digest("base64url");
}

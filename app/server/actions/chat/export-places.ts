import { ApplicationError } from "#app/server/platform/application-error.ts";

/** Exports one process makes at once; each holds its rows in memory. */
const MAX_EXPORTS = 2;
const RETRY_AFTER_SECONDS = 10;

const exporting = new Set<string>();

/**
 * Takes one of the places for exports, of which a user has one.
 *
 * @returns gives the place back; calling it again does nothing.
 * @throws ApplicationError RATE_LIMITED with the seconds to wait.
 */
export function takeExportPlace(userId: string): () => void {
  if (exporting.has(userId)) throw busy("Your last export is still on its way. Please wait for it, then try again.");
  if (exporting.size >= MAX_EXPORTS) throw busy("Other exports are being made. Please try again in a moment.");
  exporting.add(userId);
  let isHeld = true;
  return () => {
    if (isHeld) exporting.delete(userId);
    isHeld = false;
  };
}

function busy(message: string): ApplicationError {
  return new ApplicationError({ code: "RATE_LIMITED", message, retryAfter: RETRY_AFTER_SECONDS });
}

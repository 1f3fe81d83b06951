const controller = new AbortController();
let draining = false;

/** Aborts once the server has waited long enough for open requests: streams end here. */
export const shutdownSignal = controller.signal;

/** Whether the server has begun to stop; `/readyz` says so at once. */
export function isDraining(): boolean {
  return draining;
}

export function beginDraining(): void {
  draining = true;
}

export function endOpenStreams(): void {
  controller.abort(new Error("The server is shutting down"));
}

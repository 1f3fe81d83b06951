const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const sameRequestMs = 1_000;

/**
 * Stops everything in order when the process is asked to end: by a signal, or because the process that started it is
 * gone. A second request ends it at once, unless it comes with the first: Ctrl+C reaches a whole group of processes, and
 * some of them pass it on.
 *
 * @param stop resolves when all is stopped, with the process's exit code; a rejection means 1
 */
export function onEndSignal(stop: () => Promise<number>): void {
  let stoppingSinceMs: number | undefined;
  const end = (exitCode: number) => {
    if (stoppingSinceMs !== undefined) {
      if (performance.now() - stoppingSinceMs > sameRequestMs) process.exit(exitCode);
      return;
    }
    stoppingSinceMs = performance.now();
    stop().then(
      (code) => process.exit(code),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const [signal, exitCode] of Object.entries(exitCodes)) process.on(signal, () => end(exitCode));
  process.on("disconnect", () => end(1));
}

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Stops everything in order when the process is asked to end: by a signal, or because the process that started it is
 * gone. A second request ends it at once.
 *
 * @param stop resolves when all is stopped; the process then exits with 0, or with 1 if it rejects
 */
export function onEndSignal(stop: () => Promise<void>): void {
  let isStopping = false;
  const end = (exitCode: number) => {
    if (isStopping) process.exit(exitCode);
    isStopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const [signal, exitCode] of Object.entries(exitCodes)) process.on(signal, () => end(exitCode));
  process.on("disconnect", () => end(1));
}

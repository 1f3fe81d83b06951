const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Stops everything in order when the process is asked to end: by a signal, or because the process that started it is
 * gone. A second request ends it at once.
 *
 * @param stop resolves when all is stopped, with the process's exit code; a rejection means 1
 */
export function onEndSignal(stop: () => Promise<number>): void {
  let isStopping = false;
  const end = (exitCode: number) => {
    if (isStopping) process.exit(exitCode);
    isStopping = true;
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

let isInstalled = false;

/**
 * Keeps the process alive when postgres.js 3.4.9 throws from a timer, which it does when it writes to a connection that
 * was cut in the meantime; its pool is replaced. Any other exception ends the process as if nobody had listened, unless
 * somebody else listens too and decides.
 */
export function ignoreCutWrites(): void {
  if (isInstalled) return;
  isInstalled = true;
  process.on("uncaughtException", (error) => {
    if (isCutWrite(error) || process.listenerCount("uncaughtException") > 1) return;
    console.error(error);
    process.exit(1);
  });
}

function isCutWrite(error: unknown): boolean {
  return (
    error instanceof TypeError &&
    /Immediate\.nextWrite.+postgres[\\/](cjs[\\/])?src[\\/]connection\.js/.test(error.stack ?? "")
  );
}

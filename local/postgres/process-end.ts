const endings = new Set<() => void>();
const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
let isListening = false;

/**
 * Runs `ending` when this process ends: by process.exit, an uncaught exception, an empty event loop, or a signal. It
 * must be synchronous. On a signal the process exits only if nobody else listens for that signal: a server that drains
 * first keeps its database until it exits by itself. kill -9 runs nothing.
 *
 * @returns forgets the ending again
 */
export function onProcessEnd(ending: () => void): () => void {
  endings.add(ending);
  if (!isListening) listen();
  return () => {
    endings.delete(ending);
  };
}

function listen(): void {
  isListening = true;
  process.once("exit", runEndings);
  for (const [signal, exitCode] of Object.entries(exitCodes) as [keyof typeof exitCodes, number][]) {
    process.prependListener(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(exitCode);
    });
  }
}

function runEndings(): void {
  for (const ending of endings) ending();
  endings.clear();
}

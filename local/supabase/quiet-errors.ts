import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";

const sink = new AsyncLocalStorage<(line: string) => void>();
let isInstalled = false;

/**
 * Runs work whose `console.error` output goes to `write` instead of the terminal: the embedded Supabase prints every
 * database error with a stack, expected ones too. Code outside such work prints as always.
 */
export function withQuietErrors<Result>(write: (line: string) => void, work: () => Result): Result {
  if (!isInstalled) install();
  return sink.run(write, work);
}

function install(): void {
  isInstalled = true;
  const print = console.error;
  console.error = (...values: unknown[]) => {
    const write = sink.getStore();
    if (write === undefined) print(...values);
    else write(format(...values));
  };
}

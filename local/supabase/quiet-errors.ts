import { AsyncLocalStorage } from "node:async_hooks";

const sink = new AsyncLocalStorage<(...values: unknown[]) => void>();
let isInstalled = false;

/**
 * Runs work whose `console.error` calls go to `take` instead of the terminal: the embedded Supabase prints every database
 * error with a stack, expected ones too. Code outside such work prints as always.
 */
export function withQuietErrors<Result>(take: (...values: unknown[]) => void, work: () => Result): Result {
  if (!isInstalled) install();
  return sink.run(take, work);
}

function install(): void {
  isInstalled = true;
  const print = console.error;
  console.error = (...values: unknown[]) => (sink.getStore() ?? print)(...values);
}

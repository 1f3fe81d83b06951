import { useSyncExternalStore } from "react";

/** False in the server's HTML and while it is taken over, true from then on: for what only JavaScript can offer. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
}

function subscribeToNothing() {
  return () => {};
}

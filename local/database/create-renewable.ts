export type Renewable<Resource> = {
  current(): Resource;
  /** Gives the current one up; the next `current()` opens another. */
  renew(): void;
  close(): Promise<void>;
};

/** Long enough for any request that is not stuck. */
const graceMs = 2_000;

/**
 * Holds something made of database connections and replaces it as a whole once one of them is lost. postgres.js 3.4.9
 * never writes again to a connection that was cut while a write was due: what it was given waits for ever, and so does
 * ending its pool. Work that goes on with the old one has two seconds before it is cut off.
 *
 * @param options.open is told how to say that a connection was lost
 * @param options.close must settle by itself within a bounded time
 */
export function createRenewable<Resource>(options: {
  open: (onLost: () => void) => Resource;
  close: (resource: Resource) => Promise<void>;
}): Renewable<Resource> {
  let held: { resource: Resource } | undefined;
  let isClosed = false;
  const retired = new Map<Resource, NodeJS.Timeout>();

  function retire(resource: Resource): void {
    const timer = setTimeout(() => {
      retired.delete(resource);
      void options.close(resource).catch(() => undefined);
    }, graceMs);
    timer.unref();
    retired.set(resource, timer);
  }

  function giveUp(resource: Resource): void {
    if (isClosed || held?.resource !== resource) return;
    held = undefined;
    retire(resource);
  }

  return {
    current() {
      if (held !== undefined) return held.resource;
      if (isClosed) throw new Error("The connections to the database are closed");
      const resource = options.open(() => giveUp(resource));
      held = { resource };
      return resource;
    },
    renew() {
      if (held !== undefined) giveUp(held.resource);
    },
    async close() {
      isClosed = true;
      const resources = [...retired.keys(), ...(held === undefined ? [] : [held.resource])];
      for (const timer of retired.values()) clearTimeout(timer);
      retired.clear();
      held = undefined;
      await Promise.all(resources.map((resource) => options.close(resource)));
    },
  };
}

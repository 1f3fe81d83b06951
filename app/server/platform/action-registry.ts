export type RegisteredKind = "action" | "stream" | "query";

const registered = new Map<string, RegisteredKind>();

/** Notes that an action exists, for the status page and the reference; a name can be taken once. */
export function registerAction(name: string, kind: RegisteredKind): void {
  registered.set(name, kind);
}

/** Every action of this build, by name. */
export function listActions(): { name: string; kind: RegisteredKind }[] {
  return [...registered].map(([name, kind]) => ({ name, kind })).sort((a, b) => a.name.localeCompare(b.name));
}

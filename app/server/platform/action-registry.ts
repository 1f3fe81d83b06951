/** What is known of an action from its definition, without its types. */
export type RegisteredAction = {
  name: string;
  kind: "action" | "stream" | "query";
  access: string;
  limit?: { maxRequests: number; windowMs: number } | undefined;
  deadlineMs: number;
  idempotent: boolean;
};

const registered = new Map<string, RegisteredAction>();

/** Notes that an action exists, for the status page and the reference. */
export function registerAction(action: RegisteredAction): void {
  registered.set(action.name, action);
}

/** Every action of this build, by name. */
export function listActions(): RegisteredAction[] {
  return [...registered.values()].sort((a, b) => a.name.localeCompare(b.name));
}

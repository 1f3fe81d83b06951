import { userClient } from "#app/server/auth/user-client.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";

const creating = new Map<string, Promise<string>>();

/** The slug of the user's oldest organisation. At the first sign-in there is none, so one is made. */
export async function homeOrganization({ userId, email }: { userId: string; email: string | null }): Promise<string> {
  const { data, error } = await userClient()
    .from("memberships")
    .select("created_at, organizations!inner(slug)")
    .eq("user_id", userId)
    .order("created_at")
    .limit(1);
  if (error !== null) throw handleDbError(error, "find home organisation");
  const first = (data as unknown as { organizations: { slug: string } }[])[0];
  if (first !== undefined) return first.organizations.slug;
  // Two tabs confirming at once should not end up with two workspaces.
  const started = creating.get(userId) ?? createFirst(email).finally(() => creating.delete(userId));
  creating.set(userId, started);
  return started;
}

async function createFirst(email: string | null): Promise<string> {
  const [local = ""] = (email ?? "").split("@");
  const name = local === "" ? "My workspace" : `${local.slice(0, 60)}'s workspace`;
  return createOrganizationNamed(name);
}

/** Makes an organisation owned by the user; answers its slug. */
export async function createOrganizationNamed(name: string): Promise<string> {
  const { data, error } = await userClient().rpc("create_organization", { p_name: name });
  if (error !== null) throw handleDbError(error, "create organisation");
  return (data as { slug: string }).slug;
}

import { readFile } from "node:fs/promises";
import type { Sql } from "postgres";
import { DEMO_USERS } from "#local/demo-users.ts";

/**
 * Fills an empty database with the demo organisations of `seed.sql` and the demo logins, in one transaction. Does nothing
 * where an organisation exists, so a demo that was changed stays as it is.
 */
export async function seedOnce(admin: Sql, file: string): Promise<void> {
  const [state] = await admin<{ empty: boolean }[]>`select not exists (select from public.organizations) as empty`;
  if (state?.empty !== true) return;
  const seed = await readFile(file, "utf8");
  await admin.begin(async (transaction) => {
    await transaction.unsafe(seed);
    for (const user of DEMO_USERS) {
      await transaction`
        insert into auth.users (id, email, encrypted_password, email_confirmed_at, raw_app_meta_data)
        values (${user.id}, ${user.email}, extensions.crypt(${user.password}, extensions.gen_salt('bf', 8)), now(),
          '{"provider": "email", "providers": ["email"]}')`;
      await transaction`
        insert into auth.identities (id, provider, provider_id, user_id, identity_data)
        values (${user.id}, 'email', ${user.id}, ${user.id},
          ${transaction.json({ sub: user.id, email: user.email, email_verified: true })})`;
      for (const membership of user.memberships) {
        await transaction`
          insert into public.memberships (org_id, user_id, role)
          values (${membership.orgId}, ${user.id}, ${membership.role})`;
      }
    }
  });
}

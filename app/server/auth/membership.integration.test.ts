import { expect, test } from "vitest";

import { validateAuth } from "#app/server/auth/validate-auth.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

test("a member removed elsewhere is nobody here within seconds", async () => {
  const { id, slug } = await stack.createOrganization();
  const member = await stack.createUser();
  await stack.addMember(id, member, "member");
  const role = () =>
    inRequest({ path: `/o/${slug}`, cookie: stack.sessionCookie(member) }, async () => (await validateAuth()).role);
  expect(await role()).toBe("member");
  await stack.admin`delete from memberships where org_id = ${id} and user_id = ${member.id}`;
  await expect.poll(() => role().catch((error: { code: string }) => error.code), { timeout: 4_000 }).toBe("NOT_FOUND");
});

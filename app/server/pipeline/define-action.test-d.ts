import { expectTypeOf, test } from "vitest";
import { z } from "zod";

import type { OrgAuth, UserAuth } from "#app/server/auth/validate-auth.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import type { RequestContext } from "#app/server/platform/request-context.ts";

const input = z.object({ count: z.coerce.number<string>(), label: z.string().default("none") });

test("an action takes the schema's input and gives what run gives", () => {
  const action = defineAction({
    name: "t:a",
    access: "public",
    input,
    run: async ({ input: { count } }) => ({ doubled: count * 2 }),
  });
  expectTypeOf(action).parameter(0).toEqualTypeOf<{ count: string; label?: string | undefined }>();
  expectTypeOf(action).returns.toEqualTypeOf<Promise<{ doubled: number }>>();
  // @ts-expect-error the input is checked
  void action({ count: 1 });
});

test("run sees the parsed input, the request and a signal", () => {
  defineAction({
    name: "t:b",
    access: "public",
    input,
    run: ({ input: parsed, request, signal }) => {
      expectTypeOf(parsed).toEqualTypeOf<{ count: number; label: string }>();
      expectTypeOf(request).toEqualTypeOf<RequestContext>();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
      return 1;
    },
  });
});

test("what run knows about the caller follows from access", () => {
  defineAction({
    name: "t:c",
    access: "public",
    input,
    run: ({ auth }) => expectTypeOf(auth).toEqualTypeOf<UserAuth | null>(),
  });
  defineAction({ name: "t:d", access: "user", input, run: ({ auth }) => expectTypeOf(auth).toEqualTypeOf<UserAuth>() });
  defineAction({ name: "t:e", access: "admin", input, run: ({ auth }) => expectTypeOf(auth).toEqualTypeOf<OrgAuth>() });
  // @ts-expect-error no such role
  defineAction({ name: "t:f", access: "superuser", input, run: () => 1 });
});

test("redirectTo reads the type of run", () => {
  defineAction({
    name: "t:g",
    access: "public",
    input,
    run: () => ({ id: 7 }),
    redirectTo: ({ data, input: parsed }) => {
      expectTypeOf(data).toEqualTypeOf<{ id: number }>();
      expectTypeOf(parsed.count).toEqualTypeOf<number>();
      return "/";
    },
  });
});

test("an output schema has to fit", () => {
  const output = z.object({ id: z.number() });
  // @ts-expect-error run answers something else
  defineAction({ name: "t:h", access: "public", input, output, run: () => ({ id: "7" }) });
});

test("a stream gives an async generator at once, with the type of its chunks", () => {
  const action = defineAction({
    name: "t:i",
    access: "member",
    input,
    stream: async function* ({ auth }) {
      yield { org: auth.orgId };
    },
  });
  expectTypeOf(action).returns.toEqualTypeOf<AsyncGenerator<{ org: string }, void, void>>();
  expectTypeOf(action).toHaveProperty("streamAction");
  expectTypeOf(action).not.toHaveProperty("formAction");
});

test("the form face carries the answer's type to the page", () => {
  const action = defineAction({ name: "t:j", access: "public", input, run: () => ({ id: 7 }) });
  type Answer = Exclude<Awaited<ReturnType<typeof action.formAction>>, Response>;
  expectTypeOf<Answer["data"]["data"]>().toEqualTypeOf<{ id: number } | undefined>();
});

test("a query is only to be called", () => {
  const query = defineQuery({ name: "t:k", access: "viewer", input: z.object({}), run: ({ auth }) => auth.role });
  expectTypeOf(query).returns.resolves.toEqualTypeOf<OrgAuth["role"]>();
  expectTypeOf(query).not.toHaveProperty("fetchAction");
});

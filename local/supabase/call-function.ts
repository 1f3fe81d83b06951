import type { Sql } from "postgres";
import type { Identity } from "./read-identity.ts";
import { isConnectionError, isDatabaseError, postgrestError } from "./postgrest-error.ts";

type Signature = {
  names: string[];
  types: string[];
  required: number;
  isSet: boolean;
  isVoid: boolean;
  hasOut: boolean;
};

/**
 * Calls a function of `public` as PostgREST does: in one transaction, as the caller's role and with their claims, with
 * the JSON body's members as named arguments. The embedded Supabase has such a call of its own, but hands a jsonb
 * argument over as one quoted string and hides most error codes.
 *
 * @param call.wantsObject answer one row of a set as an object, as `.single()` asks for
 * @param login a pool that may take every API role and is no superuser
 */
export async function callFunction(
  login: Sql,
  call: { name: string; body: Record<string, unknown>; identity: Identity; wantsObject: boolean },
): Promise<Response> {
  const { name, body, identity, wantsObject } = call;
  const signature = await findSignature(login, name, Object.keys(body));
  if (signature === undefined) {
    const given = Object.keys(body).toSorted().join(", ");
    const message = `Could not find the function public.${name}(${given}) in the schema cache`;
    return Response.json({ code: "PGRST202", message, details: null, hint: null }, { status: 404 });
  }
  try {
    const result = await login.begin(async (transaction) => {
      await transaction`
        select set_config('role', ${identity.role}, true), set_config('request.method', 'POST', true),
          set_config('request.jwt.claims', ${JSON.stringify(identity.claims)}, true)`;
      const [row] = await transaction.unsafe<{ result: string | null }[]>(callText(name, body, signature), [
        JSON.stringify(body),
      ]);
      return row?.result ?? "null";
    });
    if (signature.isVoid) return new Response(null, { status: 204 });
    if (signature.isSet && wantsObject) return oneOf(result);
    return new Response(result, { headers: { "content-type": "application/json; charset=utf-8" } });
  } catch (error) {
    if (isDatabaseError(error) && !isConnectionError(error)) return postgrestError(error, identity.role === "anon");
    throw error;
  }
}

function oneOf(result: string): Response {
  const rows = JSON.parse(result) as unknown[];
  if (rows.length === 1) return Response.json(rows[0]);
  const message = "Cannot coerce the result to a single JSON object";
  const details = `The result contains ${rows.length} rows`;
  return Response.json({ code: "PGRST116", message, details, hint: null }, { status: 406 });
}

async function findSignature(login: Sql, name: string, given: string[]): Promise<Signature | undefined> {
  const signatures = await login<Signature[]>`
    select coalesce(p.proargnames[1:p.pronargs], '{}') as names, p.pronargs - p.pronargdefaults as required,
      array(select format_type(t, null) from unnest(p.proargtypes) with ordinality as a (t, n) order by n) as types,
      p.proretset as "isSet", p.prorettype = 'void'::regtype as "isVoid",
      coalesce(p.proargmodes && array['o', 'b', 't']::"char"[], false) as "hasOut"
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.proname = ${name}`;
  return signatures.find(
    ({ names, required }) =>
      given.every((argument) => names.includes(argument)) &&
      names.slice(0, required).every((argument) => given.includes(argument)),
  );
}

/** Names and types come from the catalog, values only through the one parameter. */
function callText(
  name: string,
  body: Record<string, unknown>,
  { names, types, isSet, isVoid, hasOut }: Signature,
): string {
  const quote = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;
  const used = names.flatMap((argument, index) =>
    argument in body ? [{ name: quote(argument), type: types[index] }] : [],
  );
  const from =
    used.length === 0
      ? "(select $1::text) as a"
      : `json_to_record($1::text::json) as a (${used.map((argument) => `${argument.name} ${argument.type}`).join(", ")})`;
  const call = `public.${quote(name)}(${used.map((argument) => `${argument.name} => a.${argument.name}`).join(", ")})`;
  const result = isVoid ? "null" : isSet ? "coalesce(json_agg(r), '[]')" : "to_json(r)";
  const source = `${from}, lateral ${call} as r`;
  // One output column is a plain value to Postgres, an object to PostgREST.
  return `select (${result})::text as result from ${hasOut ? `(select r.* from ${source}) as r` : source}`;
}

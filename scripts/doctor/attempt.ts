import type postgres from "postgres";

/** Whether a statement works, in a transaction that is always rolled back. */
export async function attempt(
  sql: postgres.Sql,
  statement: string,
  options: { readOnly?: boolean } = {},
): Promise<boolean> {
  const session = await sql.reserve();
  try {
    await session.unsafe(`begin ${options.readOnly === true ? "read only" : "read write"}`);
    await session.unsafe("select 1");
    await session.unsafe(statement, [], { simple: false } as postgres.UnsafeQueryOptions);
    return true;
  } catch {
    return false;
  } finally {
    await session.unsafe("rollback");
    session.release();
  }
}

import type { z } from "zod";

type Definition = {
  type: string;
  shape?: Record<string, z.ZodType>;
  in?: z.ZodType;
  innerType?: z.ZodType;
  options?: z.ZodType[];
  left?: z.ZodType;
  right?: z.ZodType;
};

const known = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** The names a form of this schema may have: the top-level keys, of every variant where it is a union. */
export function formKeys(schema: z.ZodType): ReadonlySet<string> {
  const remembered = known.get(schema);
  if (remembered !== undefined) return remembered;
  const keys = new Set(collect(schema));
  known.set(schema, keys);
  return keys;
}

function collect(schema: z.ZodType): string[] {
  const { shape, in: input, innerType, options, left, right } = schema._zod.def as unknown as Definition;
  if (shape !== undefined) return Object.keys(shape);
  return [input, innerType, left, right, ...(options ?? [])].flatMap((part) =>
    part === undefined ? [] : collect(part),
  );
}

import { z } from "zod";

const NOT_HERE = "This must be a path of this site, such as /success.";

/** A path of this site, with query: never another host's, however it is spelt. */
export const sitePath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/, NOT_HERE)
  .refine((path) => URL.canParse(path, "http://site.invalid") && isHere(path), { error: NOT_HERE, abort: true });

function isHere(path: string): boolean {
  return !path.includes("\\") && new URL(path, "http://site.invalid").origin === "http://site.invalid";
}

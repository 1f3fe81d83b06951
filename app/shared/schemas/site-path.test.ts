import { expect, test } from "vitest";
import { sitePath } from "./site-path.ts";

test("paths of this site are taken as they are", () => {
  for (const path of ["/", "/o/acme", "/o/acme/c/1?view=sql#turn-1"]) expect(sitePath.parse(path)).toBe(path);
});

test("everything that leads elsewhere is refused", () => {
  const elsewhere = [
    "",
    "o/acme",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/%09\n/evil",
    "https://evil.example",
    "/a\\..\\b",
    "/€",
  ];
  for (const path of elsewhere) expect(sitePath.safeParse(path).success).toBe(false);
});

import { expect, test } from "vitest";
import { readThemeCookie } from "#app/shared/theme.ts";

test("the theme is found among other cookies", () => {
  expect(readThemeCookie("a=1; theme=dark; b=2")).toBe("dark");
});

test("no cookie, or one that says something else, leaves it to the system", () => {
  expect(readThemeCookie(null)).toBe("system");
  expect(readThemeCookie('theme="><script>')).toBe("system");
  expect(readThemeCookie("mytheme=dark")).toBe("system");
});

import { expect, test } from "vitest";

import { readConnectionUrl } from "./connection-url.ts";

test("a URL gives its parts, decoded", () => {
  expect(readConnectionUrl("postgresql://us%40er:p%3Aw@db.example.test:6543/name?sslmode=verify-full")).toEqual({
    host: "db.example.test",
    port: 6543,
    database: "name",
    user: "us@er",
    password: "p:w",
    tls: "verify-full",
  });
  expect(readConnectionUrl("postgres://u@[::1]/d")).toMatchObject({ host: "::1", port: 5432, tls: "disable" });
  expect(readConnectionUrl("postgres://u@h/d?sslmode=prefer")).toMatchObject({ tls: "require" });
});

test.each([
  "http://u:secret@h/d",
  "postgres://u:secret@h1,h2/d",
  "postgres://u:secret@%2Ftmp/d",
  "postgres://u:secret@/d?host=/tmp",
  "no url secret",
])("%s is refused without repeating it", (url) => {
  expect(() => readConnectionUrl(url)).toThrow(/^not a usable postgres:\/\/ URL$/);
});

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isBuildFresh } from "./is-build-fresh.ts";

test("a build is fresh until a source is changed, added or removed, or the build is gone", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "plainchart-build-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => path.join(folder, name);
  for (const name of ["app/routes", "build/server", "docs"]) mkdirSync(at(name), { recursive: true });
  for (const name of ["app/root.tsx", "app/routes/home.tsx", "build/server/index.js", "docs/README.md"]) {
    writeFileSync(at(name), "");
  }
  const setTime = (seconds: number, ...names: string[]) => {
    for (const name of names) utimesSync(at(name), seconds, seconds);
  };
  const isFresh = () => isBuildFresh(folder, at("build/server/index.js"));
  const sources = ["app", "app/root.tsx", "app/routes", "app/routes/home.tsx"];

  setTime(1_000, ...sources);
  setTime(2_000, "build/server/index.js", "build/server");
  expect(isFresh()).toBe(true);

  setTime(3_000, "docs/README.md");
  expect(isFresh()).toBe(true);

  setTime(3_000, "app/routes/home.tsx");
  expect(isFresh()).toBe(false);

  setTime(1_000, "app/routes/home.tsx");
  rmSync(at("app/routes/home.tsx"));
  expect(isFresh()).toBe(false);

  setTime(1_000, "app/routes");
  expect(isFresh()).toBe(true);
  rmSync(at("build"), { recursive: true });
  expect(isFresh()).toBe(false);
});

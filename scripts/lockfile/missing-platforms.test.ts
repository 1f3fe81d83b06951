import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findMissingPlatforms, type LockedPackages } from "./missing-platforms.ts";

test("the lockfile knows the packages of every platform, so npm ci works on all of them", () => {
  const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8"));
  // `node scripts/complete-lockfile.ts` adds what is missing.
  expect(Object.keys(findMissingPlatforms(lock.packages))).toEqual([]);
});

test("what is missing is read from the package that names it", () => {
  const packages: LockedPackages = {
    "node_modules/tool": {
      version: "1.0.0",
      dev: true,
      optionalDependencies: {
        "@tool/linux-x64-musl": "1.0.0",
        "@tool/win32-arm64-msvc": "1.0.0",
        "@tool/here": "1.0.0",
      },
    },
    "node_modules/outer/node_modules/inner": { optionalDependencies: { "@inner/binding-wasm32-wasi": "2.0.0" } },
    "node_modules/@tool/here": { version: "1.0.0", optional: true },
  };
  expect(findMissingPlatforms(packages)).toEqual({
    "node_modules/@tool/linux-x64-musl": {
      version: "1.0.0",
      dev: true,
      optional: true,
      cpu: ["x64"],
      os: ["linux"],
      libc: ["musl"],
    },
    "node_modules/@tool/win32-arm64-msvc": {
      version: "1.0.0",
      dev: true,
      optional: true,
      cpu: ["arm64"],
      os: ["win32"],
    },
    "node_modules/@inner/binding-wasm32-wasi": { version: "2.0.0", optional: true, cpu: ["wasm32"] },
  });
});

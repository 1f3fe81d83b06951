import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { linkLibraryNames } from "./link-library-names.ts";

test("links the install script did not make are made, and broken ones are made anew", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "plainchart-links-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, "lib"));
  writeFileSync(path.join(folder, "lib", "libx.so.1.2"), "library");
  const links = ["native/lib/libx.so", "native/lib/libx.so.1", "native/lib/extra/libx.so"];
  const list = links.map((target) => ({ source: "native/lib/libx.so.1.2", target }));
  writeFileSync(path.join(folder, "pg-symlinks.json"), JSON.stringify(list));
  if (process.platform !== "win32") symlinkSync("nowhere", path.join(folder, "lib", "libx.so.1"));

  linkLibraryNames(folder);
  linkLibraryNames(folder);

  for (const link of links) {
    expect(readFileSync(path.join(folder, link.replace("native/", "")), "utf8")).toBe("library");
  }
  if (process.platform !== "win32") expect(lstatSync(path.join(folder, "lib", "libx.so")).isSymbolicLink()).toBe(true);
});

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

// Does what docs/guides/add-an-action.md says: writes the files of the page into a folder of their own, with imports of
// one another leading there, and runs the page's own tests.

const projectDir = path.resolve(import.meta.dirname, "..");
const guide = readFileSync(path.join(projectDir, "docs/guides/add-an-action.md"), "utf8").replaceAll("\r\n", "\n");
const files = [...guide.matchAll(/^`(app\/[\w./-]+)`\n\n```ts\n([\s\S]*?)\n```$/gm)].map(([, name, text]) => ({
  name: name!,
  text: text!,
}));

const folder = path.join(projectDir, ".data", `guide-${process.pid}`);
for (const { name, text } of files) {
  const target = path.join(folder, name);
  mkdirSync(path.dirname(target), { recursive: true });
  const linked = files.reduce((source, other) => {
    const relative = path.relative(path.dirname(target), path.join(folder, other.name)).replaceAll("\\", "/");
    return source.replaceAll(`"#${other.name}"`, JSON.stringify(relative.startsWith(".") ? relative : `./${relative}`));
  }, text);
  writeFileSync(target, linked);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the guide has its four files", () => {
  expect(files.map(({ name }) => path.basename(name))).toEqual([
    "rename-conversation.ts",
    "rename-conversation.ts",
    "rename.ts",
    "rename-conversation.integration.test.ts",
  ]);
});

await import(pathToFileURL(path.join(folder, files.at(-1)?.name ?? "")).href);

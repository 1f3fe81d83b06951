import { writeFileSync } from "node:fs";
import path from "node:path";

import { projectDir } from "#scripts/project-tool.ts";
import { writeReferencePages } from "./reference/pages.ts";

/** Writes the generated pages of docs/reference/. */
for (const [name, text] of Object.entries(await writeReferencePages())) {
  writeFileSync(path.join(projectDir, "docs/reference", name), text);
  console.log(`docs/reference/${name}`);
}
process.exit(0);

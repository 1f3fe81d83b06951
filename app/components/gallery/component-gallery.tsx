import { PAGE_SPECIMENS } from "./page-specimens.tsx";
import { PART_SPECIMENS } from "./part-specimens.tsx";
import { SHEET_SPECIMENS } from "./sheet-specimens.tsx";

const SPECIMENS = { ...PART_SPECIMENS, ...PAGE_SPECIMENS, ...SHEET_SPECIMENS };

export const SPECIMEN_NAMES = Object.keys(SPECIMENS);

/** Everything to look at while working on it, one specimen a page (`?specimen=ask-answer`). Never shipped. */
export function ComponentGallery({ specimen }: { specimen?: string | null }) {
  const Specimen = specimen ? SPECIMENS[specimen] : undefined;
  if (Specimen) return <Specimen />;
  return (
    <main id="main" className="mx-auto max-w-3xl px-4 py-10">
      <h1 className="pb-4 text-title font-semibold">Components</h1>
      <ul className="columns-2 sm:columns-3">
        {SPECIMEN_NAMES.map((name) => (
          <li key={name}>
            <a className="link" href={`?specimen=${name}`}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

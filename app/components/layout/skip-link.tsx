/** The first stop of the Tab key: past everything that repeats on each page. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="fixed top-3 left-3 z-40 -translate-y-20 rounded-medium bg-ink px-4 py-2 font-medium text-paper focus-visible:translate-y-0"
    >
      Skip to the content
    </a>
  );
}

/** A field out of sight of people, of the Tab key and of screen readers; who fills it is a machine. */
export function Honeypot({ name }: { name: string }) {
  return (
    <div aria-hidden className="absolute -left-[200vw]">
      <label>
        Leave this empty
        <input name={name} tabIndex={-1} autoComplete="off" />
      </label>
    </div>
  );
}

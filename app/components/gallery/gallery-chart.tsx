/** Stands where a chart goes. */
export function GalleryChart() {
  const heights = [118, 125, 151, 146, 140, 131, 109, 83, 147, 162];
  return (
    <svg viewBox="0 0 640 320" className="w-full" role="img" aria-label="Invoiced per month">
      {heights.map((height, index) => (
        <rect
          key={index}
          x={index * 62 + 16}
          y={300 - height * 1.6}
          width="40"
          height={height * 1.6}
          rx="2"
          fill="var(--series-1, var(--accent))"
        />
      ))}
      <line x1="0" x2="640" y1="300.5" y2="300.5" stroke="var(--rule-strong)" />
    </svg>
  );
}

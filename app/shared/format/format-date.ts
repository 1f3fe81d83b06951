const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

const ISO_START = /^(\d{4,6})-(\d{2})-(\d{2})(?!\d)/;

/** "3 Mar 2026" from the date that starts an ISO or Postgres text; anything else comes back as it was. */
export function formatDate(value: string): string {
  const match = ISO_START.exec(value);
  const month = match ? MONTHS[Number(match[2]) - 1] : undefined;
  if (!match || !month || value.endsWith("BC")) return value;
  return `${Number(match[3])} ${month} ${match[1]}`;
}

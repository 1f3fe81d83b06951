const MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayLabel(day: string): string {
  const [year = "", month = "1", date = "1"] = day.split("-");
  return `${Number(date)} ${MONTH_NAMES[Number(month) - 1] ?? month} ${year}`;
}

function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** A half-open stretch of days in words: "in 2025", "in Q1 2025", "in May 2025", "on 3 May 2025", "from 1 Jan to ...". */
export function describePeriod(from: string | null, to: string | null): string {
  if (from === null) return to === null ? "at any time" : `before ${dayLabel(to)}`;
  if (to === null) return `since ${dayLabel(from)}`;
  const start = new Date(`${from}T00:00:00Z`);
  const end = new Date(`${to}T00:00:00Z`);
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  const wholeMonths = start.getUTCDate() === 1 && end.getUTCDate() === 1;
  const year = start.getUTCFullYear();
  if (wholeMonths && months === 12 && start.getUTCMonth() === 0) return `in ${year}`;
  if (wholeMonths && months === 3 && start.getUTCMonth() % 3 === 0) return `in Q${start.getUTCMonth() / 3 + 1} ${year}`;
  if (wholeMonths && months === 1) return `in ${MONTH_NAMES[start.getUTCMonth()]} ${year}`;
  if (end.getTime() - start.getTime() === 86_400_000) return `on ${dayLabel(from)}`;
  return `from ${dayLabel(from)} to ${dayLabel(dayBefore(to))}`;
}

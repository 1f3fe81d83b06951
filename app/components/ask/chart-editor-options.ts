export type Option = { value: string; label: string };

export const TYPES: readonly Option[] = [
  { value: "bar", label: "Bars" },
  { value: "line", label: "Line" },
  { value: "area", label: "Area" },
  { value: "pie", label: "Pie" },
  { value: "donut", label: "Donut" },
  { value: "scatter", label: "Scatter" },
  { value: "bubble", label: "Bubbles" },
  { value: "histogram", label: "Histogram" },
  { value: "heatmap", label: "Heat map" },
  { value: "big_number", label: "Big number" },
  { value: "table", label: "Table only" },
];

export const STACKINGS: readonly Option[] = [
  { value: "none", label: "Side by side" },
  { value: "stacked", label: "Stacked" },
  { value: "share", label: "Share of 100 %" },
];

export const SORTS: readonly Option[] = [
  { value: "y-descending", label: "Largest first" },
  { value: "y-ascending", label: "Smallest first" },
  { value: "x-ascending", label: "A to Z" },
  { value: "x-descending", label: "Z to A" },
  { value: "natural-ascending", label: "In order" },
  { value: "natural-descending", label: "In order, last first" },
  { value: "data-ascending", label: "As in the table" },
  { value: "data-descending", label: "As in the table, last first" },
];

export const DECIMALS: readonly Option[] = [
  { value: "", label: "Automatic" },
  ...["0", "1", "2", "3", "4", "5", "6"].map((value) => ({ value, label: value })),
];

const FORMATS: readonly Option[] = [
  { value: "auto", label: "Automatic" },
  { value: "number", label: "In full" },
  { value: "compact", label: "Short: 12.3k" },
  { value: "percent", label: "Per cent" },
  { value: "currency-USD", label: "US dollars" },
  { value: "currency-EUR", label: "Euros" },
  { value: "currency-GBP", label: "Pounds" },
  { value: "currency-CHF", label: "Swiss francs" },
];

/** A chart may already be in a currency that is not on the list. */
export function formatOptions(current: string): readonly Option[] {
  const listed = current === "" || FORMATS.some(({ value }) => value === current);
  return listed ? FORMATS : [...FORMATS, { value: current, label: current.replace("currency-", "") }];
}

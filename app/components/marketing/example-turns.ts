import type { TurnView } from "#app/components/ask/turn-view.ts";

const MONTHLY_INVOICES = [
  ["2026-01-01", "118450.00"],
  ["2026-02-01", "124900.00"],
  ["2026-03-01", "151320.00"],
  ["2026-04-01", "146080.00"],
  ["2026-05-01", "139700.00"],
  ["2026-06-01", "131250.00"],
  ["2026-07-01", "108640.00"],
  ["2026-08-01", "82910.00"],
  ["2026-09-01", "147380.00"],
  ["2026-10-01", "162500.00"],
];

/** What the landing page shows: an answer as the product gives it, on made-up figures. */
export const EXAMPLE_ANSWER: TurnView = {
  id: "example-answer",
  question: "How much did we invoice each month this year?",
  stage: "done",
  interpretation: {
    summary: "Added up the amount of invoices issued since 1 Jan 2026, by month.",
    chips: [
      { role: "table", label: "invoices", words: "invoice" },
      { role: "measure", label: "sum of amount", words: "how much" },
      { role: "grain", label: "month of issue", words: "each month" },
      { role: "filter", label: "issued in 2026", words: "this year" },
    ],
    assumptions: ["Void invoices are left out.", "November is not over and therefore not shown."],
    confidence: 0.92,
    analyst: "offline",
    alternatives: [],
  },
  sql: `select date_trunc('month', issued_at)::date as month,
       sum(amount) as invoiced_eur
from invoices
where issued_at >= date '2026-01-01'
  and issued_at < date '2026-11-01'
  and status <> 'void'
group by 1
order by 1`,
  result: {
    resultId: "example",
    columns: [
      { name: "month", type: "date" },
      { name: "invoiced_eur", type: "numeric" },
    ],
    rows: MONTHLY_INVOICES,
    rowCount: MONTHLY_INVOICES.length,
    truncated: null,
    elapsedMs: 14,
  },
  chart: {
    resultId: "example",
    config: {
      version: 1,
      type: "bar",
      x: "month",
      y: ["invoiced_eur"],
      series: null,
      size: null,
      secondAxis: null,
      aggregation: "none",
      limit: null,
      share: false,
      orientation: "auto",
      legend: "auto",
      goalLine: null,
      takeaway: "",
      sort: { by: "natural", direction: "ascending" },
      numberFormat: { style: "currency", currency: "EUR", decimals: 0 },
      dateFormat: "month",
      title: "Invoiced per month, 2026",
      description: "Bar chart of the amount invoiced in each month from January to October 2026, in euros.",
    },
  },
  text: "You invoiced €1,313,130 from January to October 2026: most in October (€162,500), least in August (€82,910).",
  notices: [],
  suggestions: [],
  explanation: [
    { label: "from invoices", text: "Reads the invoices." },
    { label: "where", text: "Keeps those issued from 1 Jan to 31 Oct 2026 whose status is not void." },
    { label: "group by", text: "Puts them together by the month of issue." },
    { label: "sum(amount)", text: "Adds up their amounts." },
    { label: "order by", text: "Sorts by month, oldest first." },
  ],
};

/** What a refusal looks like. */
export const EXAMPLE_REFUSAL = {
  id: "example-refusal",
  question: "Which of our clients are the happiest?",
  stage: "done",
  notices: [],
  suggestions: [],
  refusal: {
    reason: "unplaced_words",
    message: "I can’t answer that: nothing in your data says how happy a client is.",
    unplacedWords: ["happiest"],
    available: ["companies", "projects", "hours", "invoices", "payments"],
    suggestions: [
      "Which clients have the most projects?",
      "Which clients pay their invoices on time?",
      "Which clients have worked with us longest?",
    ],
  },
} satisfies TurnView;

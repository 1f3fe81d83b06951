import type { Catalog, CatalogColumn } from "#app/shared/catalog.ts";
import { CHART_CONFIG_DEFAULTS } from "#app/charts/config.ts";
import type { TurnView } from "#app/components/ask/turn-view.ts";
import { EXAMPLE_ANSWER } from "#app/components/marketing/example-turns.ts";

const EMPTY: TurnView = { id: "t", question: "", stage: "queued", notices: [], suggestions: [] };

const INTERPRETATION: NonNullable<TurnView["interpretation"]> = {
  summary: "Counted projects whose status is active, by company.",
  chips: [
    { role: "table", label: "projects", words: "projects" },
    { role: "operation", label: "count", words: "how many" },
    { role: "filter", label: "status is active", words: "active" },
    { role: "dimension", label: "company", words: "each company" },
  ],
  assumptions: ["Companies without an active project are shown with 0."],
  confidence: 0.9,
  analyst: "offline",
  alternatives: [
    {
      label: "Count projects that started this year instead",
      question: "How many projects did each company start this year?",
    },
  ],
};

const COMPANY_ROWS = [
  ["Alder & Finch Retail", 6],
  ["Brightwater Energy", 5],
  ["Northgate Clinics", 5],
  ["Meridian Savings", 4],
  ["Oakhurst Schools Trust", 3],
  ["Vector Castings", 1],
  ["Quarry Lane", 0],
] satisfies [string, number][];

export const ANSWERED: TurnView = {
  ...EMPTY,
  id: "answered",
  question: "How many active projects does each company have?",
  stage: "done",
  interpretation: INTERPRETATION,
  sql: `select c.name as company,
       count(p.id) as active_projects
from companies c
left join projects p
  on p.company_id = c.id and p.status = 'active'
group by c.id, c.name
order by active_projects desc, company`,
  result: {
    resultId: "r1",
    columns: [
      { name: "company", type: "text" },
      { name: "active_projects", type: "int8" },
    ],
    rows: COMPANY_ROWS,
    rowCount: COMPANY_ROWS.length,
    truncated: null,
    elapsedMs: 12,
  },
  chart: {
    resultId: "r1",
    config: {
      ...CHART_CONFIG_DEFAULTS,
      type: "bar",
      x: "company",
      y: ["active_projects"],
      title: "Active projects by company",
    },
  },
  text: "24 projects are active. Alder & Finch Retail has the most (6); Quarry Lane has none.",
  suggestions: [
    "How has that changed since last year?",
    "Which of these projects are over budget?",
    "Who works on them?",
  ],
  explanation: EXAMPLE_ANSWER.explanation,
};

/** The same answer at every step of its way. */
export const STREAMING: TurnView[] = [
  { ...EMPTY, question: ANSWERED.question, stage: "queued" },
  { ...EMPTY, question: ANSWERED.question, stage: "reading" },
  { ...EMPTY, question: ANSWERED.question, stage: "checking", interpretation: INTERPRETATION },
  { ...EMPTY, question: ANSWERED.question, stage: "running", interpretation: INTERPRETATION, sql: ANSWERED.sql },
  {
    ...EMPTY,
    question: ANSWERED.question,
    stage: "drawing",
    interpretation: INTERPRETATION,
    sql: ANSWERED.sql,
    result: ANSWERED.result,
  },
].map((turn, step) => ({ ...turn, id: `step-${step}` }) as TurnView);

const LONG_CONDITION = Array.from(
  { length: 22 },
  (_, index) => `(extract(isodow from t.worked_on) = ${(index % 7) + 1} and p.status <> 'cancelled' /* ${index} */)`,
).join(" or ");

export const WIDE: TurnView = {
  ...ANSWERED,
  id: "wide",
  chart: undefined,
  question: "Show every column of every project with its company and address",
  sql: `select * from projects p join time_entries t on t.project_id = p.id where ${LONG_CONDITION} -- all of it`,
  result: {
    resultId: "r2",
    columns: Array.from({ length: 40 }, (_, index) => ({
      name: index === 3 ? "a_column_with_a_remarkably_long_name_nobody_shortened" : `column_${index + 1}`,
      type: index % 3 === 0 ? "numeric" : index % 3 === 1 ? "text" : "timestamptz",
    })),
    rows: Array.from({ length: 100 }, (_, row) =>
      Array.from({ length: 40 }, (__, column) => {
        if ((row + column) % 11 === 0) return null;
        if (column % 3 === 0) return `${row * 1234 + column}.50`;
        if (column === 4 && row === 2)
          return "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung".repeat(3);
        return column % 3 === 1 ? `value ${row}` : "2026-03-03 14:05:09+00";
      }),
    ),
    rowCount: 10_000,
    truncated: "rows",
    elapsedMs: 2_412,
  },
  text: undefined,
  notices: [
    {
      kind: "truncated",
      message: "Reading stopped at 10,000 rows. Add a filter or ask for a total to see everything.",
    },
    {
      kind: "fan_out",
      message: "Each project appears once for every time entry, so sums over projects count them repeatedly.",
    },
  ],
  suggestions: [],
  interpretation: { ...INTERPRETATION, confidence: 0.5, analyst: "model", alternatives: [] },
};

export const NO_ROWS: TurnView = {
  ...ANSWERED,
  id: "no-rows",
  chart: undefined,
  question: "Which invoices above 10 million are overdue?",
  result: { ...ANSWERED.result!, rows: [], rowCount: 0 },
  text: "No invoice is both overdue and above €10,000,000.",
  notices: [{ kind: "empty", message: "The largest overdue invoice is €48,200." }],
  suggestions: ["Which invoices above €10,000 are overdue?"],
  interpretation: { ...INTERPRETATION, alternatives: [] },
};

export const STOPPED: TurnView = { ...STREAMING[3]!, id: "stopped", stage: "stopped" };

export const CLARIFICATION: TurnView = {
  ...EMPTY,
  id: "clarification",
  question: "Revenue by region",
  stage: "done",
  clarification: {
    message: "Two things here could be a region.",
    choices: [
      { label: "Country of the company", question: "Revenue by country of the company" },
      { label: "City of the office address", question: "Revenue by city of the office address" },
    ],
  },
};

export const FAILURE: TurnView = {
  ...EMPTY,
  id: "failure",
  question: "Compare every time entry with every other",
  stage: "failed",
  sql: "select count(*) from time_entries a cross join time_entries b",
  failure: {
    code: "QUERY_TOO_EXPENSIVE",
    message: "This query would read too much.",
    hint: "It would compare about 81 million pairs. Narrow it to one project or one month.",
  },
};

export const LONG_QUESTION: TurnView = {
  ...CLARIFICATION,
  id: "long-question",
  question:
    "I would like to see, for every company we have worked with since the beginning, how many projects were started in each quarter, how much was invoiced for them, and how much of it was paid within thirty days. ".repeat(
      3,
    ) + "Antidisestablishmentarianism".repeat(8),
};

export const SUGGESTIONS = [
  "How many active projects does each company have?",
  "What did we invoice per month this year?",
  "Which invoices are overdue?",
  "Who logged the most hours last quarter?",
];

function column(
  name: string,
  type: string,
  kind: CatalogColumn["kind"],
  more: Partial<CatalogColumn> = {},
): CatalogColumn {
  return {
    name,
    type,
    kind,
    nullable: false,
    unique: false,
    comment: null,
    enumValues: null,
    statistics: null,
    values: null,
    ...more,
  };
}

export const CATALOG: Pick<Catalog, "tables" | "relationships"> = {
  tables: [
    {
      id: "projects",
      schema: "org_1",
      name: "projects",
      qualified: false,
      kind: "table",
      comment: "Projects, past, running and planned",
      rowCount: 212,
      primaryKey: ["id"],
      columns: [
        column("id", "integer", "integer"),
        column("company_id", "integer", "integer"),
        column("name", "text", "text"),
        column("status", "project_status", "enum", {
          enumValues: ["planned", "active", "on_hold", "completed", "cancelled"],
        }),
        column("budget", "numeric(12,2)", "numeric", {
          comment: "Agreed budget in euros; empty where work is billed by the hour",
          statistics: { distinct: 180, nullFraction: 0.18, minimum: "4000.00", maximum: "260000.00" },
        }),
        column("start_date", "date", "date", {
          statistics: { distinct: 200, nullFraction: 0, minimum: "2023-11-02", maximum: "2026-11-16" },
        }),
      ],
    },
    {
      id: "archive.a_table_with_a_very_long_name_that_has_to_wrap_somewhere",
      schema: "archive",
      name: "x",
      qualified: true,
      kind: "view",
      comment: null,
      rowCount: null,
      primaryKey: [],
      columns: [column("name", "text", "text")],
    },
  ],
  relationships: [
    {
      fromTable: "projects",
      fromColumns: ["company_id"],
      toTable: "companies",
      toColumns: ["id"],
      source: "foreign_key",
    },
  ],
};

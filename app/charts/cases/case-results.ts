import type { ChartInput } from "#app/charts/chart-input.ts";
import type { Cell } from "#app/shared/result-set.ts";

/** Small results of every shape a question gives, by name. Values are made by rule, so that a reader sees why a chart fits. */
function result(columns: Record<string, string>, rows: Cell[][]): ChartInput {
  return { columns: Object.entries(columns).map(([name, type]) => ({ name, type })), rows };
}

function times<Value>(count: number, make: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** A fixed wave between 0 and 1: looks like data, is the same at every run. */
function wave(index: number): number {
  const noise = Math.sin(index * 12.9898) * 43_758.5453;
  return noise - Math.floor(noise);
}

function day(index: number): string {
  return new Date(Date.UTC(2024, 0, 1 + index)).toISOString().slice(0, 10);
}

function month(index: number): string {
  return new Date(Date.UTC(2023, index, 1)).toISOString().slice(0, 10);
}

const COMPANIES = ["Northwind", "Acme", "Globex", "Initech", "Umbrella", "Hooli", "Stark"];
const REGIONS = ["North", "South", "West", "East"];
const STATUSES = ["planned", "active", "on_hold", "completed", "cancelled"];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const amount = (index: number, scale = 1_000) => (Math.round(wave(index + 1) * scale * 100) / 100).toFixed(2);
const count = (index: number, scale = 100) => Math.round(wave(index + 1) * scale) + 1;
const cross = (outer: readonly string[], inner: readonly string[], make: (index: number) => Cell): Cell[][] =>
  outer.flatMap((a, i) => inner.map((b, j) => [a, b, make(i * inner.length + j)]));

export const CASE_RESULTS = {
  noRows: result({ company: "text", revenue: "numeric" }, []),
  oneNumber: result({ count: "int8" }, [[42]]),
  oneAmount: result({ total_revenue_usd: "numeric" }, [["1234567.89"]]),
  oneDate: result({ last_login: "timestamptz" }, [["2024-05-06 07:08:09+00"]]),
  oneText: result({ name: "text" }, [["Northwind"]]),
  oneRowThreeNumbers: result({ active: "int8", on_hold: "int8", completed: "int8" }, [[12, 3, 48]]),
  oneRowNamed: result({ company: "text", revenue: "numeric" }, [["Northwind", "120000"]]),
  oneRowWide: result(
    {
      id: "int8",
      name: "text",
      email: "text",
      city: "text",
      country: "text",
      created_at: "date",
      active: "bool",
      notes: "text",
    },
    [[1, "Ada", "a@b.example", "Bern", "CH", "2024-01-01", true, "x"]],
  ),
  oneNull: result({ average_rating: "numeric" }, [[null]]),
  revenueByCompany: result(
    { company: "text", revenue: "numeric" },
    COMPANIES.map((name, i) => [name, amount(i)]),
  ),
  revenueByCompanySorted: result(
    { company: "text", revenue: "numeric" },
    COMPANIES.map((name, i) => [name, String(9_000 - i * 700)]),
  ),
  revenueByRegion: result(
    { region: "text", revenue: "numeric" },
    REGIONS.map((name, i) => [name, amount(i)]),
  ),
  profitByRegion: result(
    { region: "text", profit: "numeric" },
    REGIONS.map((name, i) => [name, String((i - 1.5) * 1_000)]),
  ),
  averageRatingByRegion: result(
    { region: "text", avg_rating: "numeric" },
    REGIONS.map((name, i) => [name, (3 + wave(i)).toFixed(2)]),
  ),
  marginByRegion: result(
    { region: "text", margin_pct: "numeric" },
    REGIONS.map((name, i) => [name, (10 + i * 4.5).toFixed(1)]),
  ),
  shareByRegion: result({ region: "text", share: "numeric" }, [
    ["North", "0.4"],
    ["South", "0.3"],
    ["West", "0.2"],
    ["East", "0.1"],
  ]),
  countByStatus: result(
    { status: "text", count: "int8" },
    STATUSES.map((name, i) => [name, count(i)]),
  ),
  countByActive: result({ is_active: "bool", count: "int8" }, [
    [true, 80],
    [false, 20],
  ]),
  countByCountry: result(
    { country: "text", customers: "int8" },
    times(45, (i) => [`Country ${i}`, count(i)]),
  ),
  revenueByCustomer: result(
    { customer: "text", revenue: "numeric" },
    times(300, (i) => [`Customer ${i}`, amount(i)]),
  ),
  hoursByProjectId: result(
    { project_id: "int8", hours: "numeric" },
    times(9, (i) => [1_000 + i, amount(i)]),
  ),
  longNames: result(
    { project: "text", hours: "numeric" },
    times(9, (i) => [`Migration of the billing platform to the new data centre, part ${i}`, amount(i)]),
  ),
  countByPriority: result({ priority: "text", tickets: "int8" }, [
    ["low", 30],
    ["high", 12],
    ["critical", 3],
    ["medium", 44],
  ]),
  countByAgeBand: result({ age_band: "text", customers: "int8" }, [
    ["65+", 8],
    ["18-24", 20],
    ["25-34", 55],
    ["35-49", 43],
    ["50-64", 21],
  ]),
  countByWeekday: result(
    { weekday: "text", tickets: "int8" },
    WEEKDAYS.toReversed().map((name, i) => [name, count(i)]),
  ),
  countByMonthNumber: result(
    { month: "int4", invoices: "int8" },
    times(12, (i) => [i + 1, count(i)]),
  ),
  countByStars: result(
    { stars: "int4", reviews: "int8" },
    times(5, (i) => [i + 1, count(i)]),
  ),
  revenueByMonth: result(
    { month: "date", revenue: "numeric" },
    times(24, (i) => [month(i), amount(i)]),
  ),
  revenueByMonthText: result(
    { month: "text", revenue: "numeric" },
    times(24, (i) => [month(i).slice(0, 7), amount(i)]),
  ),
  revenueByQuarter: result(
    { quarter: "timestamptz", revenue: "numeric" },
    times(8, (i) => [`${month(i * 3)} 00:00:00+00`, amount(i)]),
  ),
  revenueByYear: result(
    { year: "numeric", revenue: "numeric" },
    times(6, (i) => [String(2019 + i), amount(i)]),
  ),
  revenueTwoYears: result({ year: "int4", revenue: "numeric" }, [
    [2023, "900"],
    [2024, "1200"],
  ]),
  revenueOneMonth: result({ month: "date", revenue: "numeric" }, [["2024-01-01", "900"]]),
  signupsByDay: result(
    { day: "date", signups: "int8" },
    times(120, (i) => [day(i), count(i)]),
  ),
  profitByMonth: result(
    { month: "date", profit: "numeric" },
    times(12, (i) => [month(i), String(Math.round((wave(i) - 0.5) * 1_000))]),
  ),
  rateByMonth: result(
    { month: "date", conversion_rate: "numeric" },
    times(12, (i) => [month(i), (0.02 + wave(i) * 0.03).toFixed(4)]),
  ),
  loadByMinute: result(
    { at: "timestamptz", load: "float8" },
    times(2_000, (i) => [new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString(), wave(i) * 100]),
  ),
  revenueByMonthRegion: result(
    { month: "date", region: "text", revenue: "numeric" },
    cross(times(12, month), REGIONS, amount),
  ),
  rateByMonthRegion: result(
    { month: "date", region: "text", churn_rate: "numeric" },
    cross(times(12, month), REGIONS, (i) => wave(i).toFixed(3)),
  ),
  profitByMonthRegion: result(
    { month: "date", region: "text", profit: "numeric" },
    cross(times(12, month), REGIONS, (i) => String((wave(i) - 0.5) * 100)),
  ),
  revenueByMonthManyCompanies: result(
    { month: "date", company: "text", revenue: "numeric" },
    cross(
      times(12, month),
      times(40, (i) => `Company ${i}`),
      amount,
    ),
  ),
  hoursByYearTeam: result(
    { year: "int4", team: "text", hours: "numeric" },
    cross(["2022", "2023", "2024"], ["Design", "Web", "Data"], amount).map(([year, team, hours]) => [
      Number(year),
      team ?? null,
      hours ?? null,
    ]),
  ),
  countByRegionStatus: result({ region: "text", status: "text", count: "int8" }, cross(REGIONS, STATUSES, count)),
  countByCompanyStatus: result(
    { company: "text", status: "text", count: "int8" },
    cross(COMPANIES, ["active", "completed"], count),
  ),
  averageByTeamRole: result(
    { team: "text", role: "text", avg_rate: "numeric" },
    cross(["Design", "Web", "Data"], ["Junior", "Senior"], (i) => (50 + wave(i) * 40).toFixed(2)),
  ),
  hoursByPersonProject: result(
    { person: "text", project: "text", hours: "numeric" },
    cross(
      times(14, (i) => `Person ${i}`),
      times(12, (i) => `Project ${i}`),
      amount,
    ),
  ),
  ticketsByWeekdayHour: result(
    { weekday: "text", hour: "int4", tickets: "int8" },
    WEEKDAYS.flatMap((name, i) => times(24, (h) => [name, h, count(i * 24 + h)])),
  ),
  profitByRegionStatus: result(
    { region: "text", status: "text", profit: "numeric" },
    cross(REGIONS, STATUSES, (i) => String(Math.round((wave(i) - 0.5) * 900))),
  ),
  budgetAndCost: result(
    { company: "text", budget: "numeric", cost: "numeric" },
    COMPANIES.map((name, i) => [name, amount(i), amount(i + 20)]),
  ),
  revenueAndHours: result(
    { company: "text", revenue_usd: "numeric", hours: "numeric" },
    COMPANIES.map((name, i) => [name, amount(i, 90_000), amount(i, 300)]),
  ),
  revenueAndRateByMonth: result(
    { month: "date", revenue_usd: "numeric", margin_pct: "numeric" },
    times(12, (i) => [month(i), amount(i, 90_000), (20 + wave(i) * 9).toFixed(1)]),
  ),
  incomeAndExpenseByMonth: result(
    { month: "date", income: "numeric", expense: "numeric" },
    times(12, (i) => [month(i), amount(i), amount(i + 30)]),
  ),
  budgetHoursPoints: result(
    { budget: "numeric", hours: "numeric" },
    times(60, (i) => [amount(i, 9_000), amount(i + 5, 400)]),
  ),
  budgetHoursNamed: result(
    { project: "text", budget: "numeric", hours: "numeric" },
    times(60, (i) => [`Project ${i}`, amount(i, 90_000), amount(i + 5, 400)]),
  ),
  threeMeasures: result(
    { budget: "numeric", hours: "numeric", team_size: "int4" },
    times(40, (i) => [amount(i, 9_000), amount(i + 5, 400), count(i, 20)]),
  ),
  bubbleNamed: result(
    { company: "text", revenue_usd: "numeric", hours: "numeric", team_size: "int4" },
    COMPANIES.map((name, i) => [name, amount(i, 90_000), amount(i, 300), count(i, 20)]),
  ),
  negativeThird: result(
    { budget: "numeric", hours: "numeric", drift: "numeric" },
    times(40, (i) => [amount(i, 9_000), amount(i + 5, 400), String(wave(i) - 0.5)]),
  ),
  amountsOnly: result(
    { amount: "numeric" },
    times(200, (i) => [amount(i)]),
  ),
  amountsById: result(
    { invoice_id: "uuid", amount: "numeric" },
    times(200, (i) => [`00000000-0000-4000-8000-${String(i).padStart(12, "0")}`, amount(i)]),
  ),
  salaryByPerson: result(
    { person: "text", salary: "numeric" },
    times(80, (i) => [`Person ${i}`, amount(i, 90_000)]),
  ),
  statusesOnly: result(
    { status: "text" },
    times(60, (i) => [STATUSES[i % 5] ?? null]),
  ),
  namesOnly: result(
    { name: "text" },
    COMPANIES.map((name) => [name]),
  ),
  datesOnly: result(
    { created_on: "date" },
    times(90, (i) => [day(Math.floor(i / 3))]),
  ),
  peopleList: result(
    { id: "int8", name: "text", email: "text", city: "text", created_at: "timestamptz" },
    times(20, (i) => [i, `Person ${i}`, `p${i}@mail.example`, REGIONS[i % 4] ?? null, `${day(i)} 10:00:00+00`]),
  ),
  projectList: result(
    { name: "text", status: "text", starts_on: "date", ends_on: "date" },
    times(20, (i) => [`Project ${i}`, STATUSES[i % 5] ?? null, day(i), day(i + 90)]),
  ),
  invoiceList: result(
    { id: "int8", company: "text", amount: "numeric", issued_on: "date" },
    times(30, (i) => [i, COMPANIES[i % 7] ?? null, amount(i), day(i)]),
  ),
  wide: result(
    Object.fromEntries(times(40, (i) => [`column_${i}`, "text"])),
    times(10, (r) => times(40, (c) => `v${r}.${c}`)),
  ),
  jsonRows: result(
    { id: "int8", company: "text", payload: "jsonb" },
    times(12, (i) => [i, `C${i}`, `{"a":${i}}`]),
  ),
  hoursWithRepeats: result(
    { team: "text", hours: "numeric" },
    times(40, (i) => [["Design", "Web", "Data", "Ops"][i % 4] ?? null, amount(i)]),
  ),
  ratesWithRepeats: result(
    { team: "text", hourly_rate: "numeric" },
    times(40, (i) => [["Design", "Web", "Data", "Ops"][i % 4] ?? null, amount(i, 100)]),
  ),
  allNullMeasure: result(
    { company: "text", revenue: "numeric" },
    COMPANIES.map((name) => [name, null]),
  ),
  zeroes: result(
    { region: "text", revenue: "numeric" },
    REGIONS.map((name) => [name, "0"]),
  ),
  nullGroup: result(
    { region: "text", revenue: "numeric" },
    [...REGIONS, null].map((name, i) => [name, amount(i)]),
  ),
  sevenSlices: result(
    { status: "text", count: "int8" },
    times(7, (i) => [`State ${i}`, count(i)]),
  ),
  hugeIntegers: result(
    { region: "text", bytes: "int8" },
    REGIONS.map((name, i) => [name, `90071992547409${90 + i}`]),
  ),
  duplicateNames: {
    columns: [
      { name: "name", type: "text" },
      { name: "total", type: "numeric" },
      { name: "total", type: "numeric" },
    ],
    rows: COMPANIES.map((name, i) => [name, amount(i), amount(i + 9)]),
  },
} satisfies Record<string, ChartInput>;

export type CaseResultName = keyof typeof CASE_RESULTS;

/** A question, and SQL a person would write for it: the answers must hold the same rows, and say what is given. */
export type SchemaQuestion = { question: string; expectedSql: string; expectedAssumption?: string };

/** Ten ordinary questions for each schema beside this file; none of them is the demo's. */
export const SCHEMA_QUESTIONS: Record<string, SchemaQuestion[]> = {
  clinic: [
    { question: "How many patients are there?", expectedSql: "select count(*) from patients" },
    {
      question: "How many appointments does each doctor have?",
      expectedSql:
        "select d.full_name, count(a.id) from doctors d join appointments a on a.doctor_id = d.id group by d.id, d.full_name",
      expectedAssumption: "Doctors without appointments are left out",
    },
    {
      question: "Total fee by month in 2025",
      expectedSql:
        "select date_trunc('month', starts_at), sum(fee) from appointments where starts_at >= '2025-01-01' and starts_at < '2026-01-01' group by 1",
    },
    {
      question: "What is the average fee of attended appointments?",
      expectedSql: "select avg(fee) from appointments where status = 'attended'",
    },
    {
      question: "How many cancelled appointments are there?",
      expectedSql: "select count(*) from appointments where status = 'cancelled'",
    },
    { question: "How many patients live in Porto?", expectedSql: "select count(*) from patients where city = 'Porto'" },
    {
      question: "Number of doctors per specialty",
      expectedSql: "select specialty, count(*) from doctors group by specialty",
    },
    {
      question: "Show the names of cardiology doctors",
      expectedSql: "select full_name from doctors where specialty = 'Cardiology'",
    },
    { question: "What is the highest fee?", expectedSql: "select max(fee) from appointments" },
    {
      question: "Number of appointments by status",
      expectedSql: "select status, count(*) from appointments group by status",
    },
  ],
  "legacy-shop": [
    { question: "How many customers are there?", expectedSql: `select count(*) from "tblCust"` },
    {
      question: "Total amount of orders by status",
      expectedSql: `select "StatusCd", sum("TotAmt") from "tblOrdHdr" group by 1`,
    },
    {
      question: "How many orders are open?",
      expectedSql: `select count(*) from "tblOrdHdr" where "StatusCd" = 'OPEN'`,
    },
    {
      question: "Number of customers by country code",
      expectedSql: `select "Ctry", count(*) from "tblCust" group by 1`,
    },
    {
      question: "What is the average total amount of shipped orders?",
      expectedSql: `select avg("TotAmt") from "tblOrdHdr" where "StatusCd" = 'SHIPPED'`,
    },
    { question: "Total quantity by item", expectedSql: `select "ItemDesc", sum("Qty") from "tblOrdLin" group by 1` },
    {
      question: "How many orders were placed in 2024?",
      expectedSql: `select count(*) from "tblOrdHdr" where "OrdDt" >= '2024-01-01' and "OrdDt" < '2025-01-01'`,
    },
    {
      question: "How many active customers are there?",
      expectedSql: `select count(*) from "tblCust" where "ActiveYN"`,
    },
    { question: "What is the largest total amount?", expectedSql: `select max("TotAmt") from "tblOrdHdr"` },
    {
      question: "Number of orders per month",
      expectedSql: `select date_trunc('month', "OrdDt"), count(*) from "tblOrdHdr" group by 1`,
    },
  ],
  sensors: [
    { question: "How many sensors are there?", expectedSql: "select count(*) from sensor" },
    {
      question: "Average temperature by month",
      expectedSql: "select date_trunc('month', taken_at), avg(temperature_c) from reading group by 1",
    },
    {
      question: "How many sensors are at each site?",
      expectedSql:
        "select s.site_code, count(x.serial) from site s left join sensor x on x.site_code = s.site_code group by 1",
    },
    { question: "What is the maximum humidity?", expectedSql: "select max(humidity_pct) from reading" },
    { question: "How many sensors have model Mk2?", expectedSql: "select count(*) from sensor where model = 'Mk2'" },
    {
      question: "Number of readings per country",
      expectedSql:
        "select s.country, count(r.reading_id) from site s join sensor x on x.site_code = s.site_code join reading r on r.serial = x.serial group by 1",
    },
    {
      question: "Which site has the highest altitude?",
      expectedSql: "select site_code from site order by altitude_m desc limit 1",
    },
    {
      question: "How many readings have no temperature?",
      expectedSql: "select count(*) from reading where temperature_c is null",
    },
    {
      question: "Average temperature by country",
      expectedSql:
        "select s.country, avg(r.temperature_c) from site s join sensor x on x.site_code = s.site_code join reading r on r.serial = x.serial group by 1",
    },
    {
      question: "How many sensors were installed in 2023?",
      expectedSql: "select count(*) from sensor where installed >= '2023-01-01' and installed < '2024-01-01'",
    },
  ],
};

import { catalogOf } from "./catalog-of.ts";

/** A projects business: what the demo organisations look like. */
export const businessCatalog = catalogOf({
  companies: {
    rows: 40,
    comment: "Companies we work for",
    columns: [
      "id integer pk",
      "name text unique = Acme|Northwind Traders|Globex|Initech # Trading name",
      "industry enum = retail|healthcare|finance|energy|education|manufacturing|public_sector",
      "size enum = small|medium|large # By number of employees",
      "country text = Germany|France|Netherlands|United Kingdom",
      "website text",
      "client_since date # Day the first contract was signed",
    ],
  },
  addresses: {
    rows: 60,
    comment: "Office and billing addresses of companies",
    columns: [
      "id integer pk",
      "company_id integer -> companies.id",
      "kind enum = office|billing",
      "street text",
      "postcode text",
      "city text = Berlin|Paris|Utrecht|Leeds",
      "country text = Germany|France|Netherlands|United Kingdom",
    ],
  },
  projects: {
    rows: 300,
    comment: "Projects, past, running and planned",
    columns: [
      "id integer pk",
      "company_id integer -> companies.id",
      "name text = Website relaunch|Data platform|Mobile app",
      "status enum = planned|active|on_hold|completed|cancelled",
      "priority enum = low|normal|high",
      "budget numeric # Agreed budget in euros; empty where work is billed by the hour",
      "start_date date",
      "end_date date # Empty while no end is known",
    ],
  },
  team_members: {
    rows: 30,
    comment: "People who work or worked here",
    columns: [
      "id integer pk",
      "name text = Ada Bell|Ben Cole|Carla Diaz",
      "department enum = design|engineering|research|delivery|operations",
      "title text = Designer|Engineer|Researcher",
      "hourly_rate numeric # What an hour is billed at, in euros",
      "hired_on date",
      "left_on date # Empty for people who still work here",
    ],
  },
  time_entries: {
    rows: 20_000,
    comment: "Hours worked, one line per person, project and week",
    columns: [
      "id integer pk",
      "project_id integer -> projects.id",
      "team_member_id integer -> team_members.id",
      "worked_on date",
      "hours numeric",
      "billable boolean",
      "note text",
    ],
  },
  invoices: {
    rows: 2_000,
    comment: "Invoices, one per project and month of work",
    columns: [
      "id integer pk",
      "project_id integer -> projects.id",
      "number text unique",
      "status enum = draft|sent|paid|overdue|void",
      "amount numeric # Net amount in euros",
      "issued_at date",
      "due_at date",
    ],
  },
  payments: {
    rows: 1_800,
    comment: "Money received for invoices",
    columns: [
      "id integer pk",
      "invoice_id integer -> invoices.id",
      "amount numeric # In euros",
      "method enum = bank_transfer|card|direct_debit",
      "paid_at timestamp",
    ],
  },
});

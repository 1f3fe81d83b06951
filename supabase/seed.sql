-- Two demo organisations that run the same kind of business with clearly different numbers: three years of projects,
-- hours, invoices and payments, 2023-11 to 2026-11. Every value comes from md5 of a name, so each run, on each machine and
-- day, writes the same rows. Logins are not part of it.

insert into public.organizations (id, slug, name, plan) values
  ('0a11ce00-0000-4000-8000-000000000001', 'northwind-studio', 'Northwind Studio', 'team'),
  ('0a11ce00-0000-4000-8000-000000000002', 'harbor-labs', 'Harbor Labs', 'free');

insert into public.glossary_terms (org_id, term, synonyms, definition, maps_to, created_by)
select o.id, t.term, t.synonyms, t.definition, t.maps_to, null
from public.organizations o, (values
  ('revenue', array['turnover', 'sales', 'billing'], 'What was invoiced, whether paid yet or not.', 'invoices.amount'),
  ('client', array['customer', 'account'], 'A company we work for.', 'companies'),
  ('people', array['staff', 'employees', 'colleagues'], 'Everybody who works or worked here.', 'team_members')
) as t (term, synonyms, definition, maps_to)
where o.slug in ('northwind-studio', 'harbor-labs');

-- 0 <= noise < 1, the same for the same key.
create function pg_temp.noise(p_key text) returns double precision
language sql immutable as $$
  select ('x' || left(md5(p_key), 8))::bit(32)::bigint::double precision / 4294967296
$$;

create function pg_temp.pick(p_key text, p_from text[]) returns text
language sql immutable as $$
  select p_from[1 + floor(pg_temp.noise(p_key) * cardinality(p_from))::integer]
$$;

-- How busy a month is: quiet in August and December, busy in spring and autumn.
create function pg_temp.season(p_day date) returns double precision
language sql immutable as $$
  select (array[0.92, 1.00, 1.14, 1.10, 1.05, 0.98, 0.82, 0.62, 1.10, 1.18, 1.12, 0.66])[extract(month from p_day)::integer]
$$;

create function pg_temp.seed_business(
  p_org uuid, p_key text, p_prefix text, p_companies text[], p_projects_each integer, p_budget numeric, p_rate numeric,
  p_members text[], p_countries text[], p_cities text[]
) returns void
language plpgsql as $$
declare
  v_schema text := private.business_schema(p_org);
  v_first constant date := date '2023-11-01';
  v_today constant date := date '2026-11-22';
begin
  perform private.create_business_table(p_org, 'companies', '[
    {"name": "id", "type": "integer", "primary_key": true},
    {"name": "name", "type": "text", "unique": true, "comment": "Trading name"},
    {"name": "industry", "enum": ["retail", "healthcare", "finance", "energy", "education", "manufacturing", "public_sector"]},
    {"name": "size", "enum": ["small", "medium", "large"], "comment": "By number of employees"},
    {"name": "country", "type": "text"},
    {"name": "website", "type": "text", "nullable": true},
    {"name": "client_since", "type": "date", "comment": "Day the first contract was signed"}
  ]', 'Companies we work for');
  perform private.create_business_table(p_org, 'addresses', '[
    {"name": "id", "type": "integer", "primary_key": true},
    {"name": "company_id", "type": "integer", "references": {"table": "companies", "column": "id"}},
    {"name": "kind", "enum": ["office", "billing"]},
    {"name": "street", "type": "text"},
    {"name": "postcode", "type": "text", "nullable": true},
    {"name": "city", "type": "text"},
    {"name": "country", "type": "text"}
  ]', 'Office and billing addresses of companies');
  perform private.create_business_table(p_org, 'projects', '[
    {"name": "id", "type": "integer", "primary_key": true},
    {"name": "company_id", "type": "integer", "references": {"table": "companies", "column": "id"}},
    {"name": "name", "type": "text"},
    {"name": "status", "enum": ["planned", "active", "on_hold", "completed", "cancelled"]},
    {"name": "priority", "enum": ["low", "normal", "high"]},
    {"name": "budget", "type": "numeric(12,2)", "nullable": true, "comment": "Agreed budget in euros; empty where work is billed by the hour"},
    {"name": "start_date", "type": "date"},
    {"name": "end_date", "type": "date", "nullable": true, "comment": "Empty while no end is known"}
  ]', 'Projects, past, running and planned');
  perform private.create_business_table(p_org, 'team_members', '[
    {"name": "id", "type": "integer", "primary_key": true},
    {"name": "name", "type": "text"},
    {"name": "department", "enum": ["design", "engineering", "research", "delivery", "operations"]},
    {"name": "title", "type": "text"},
    {"name": "hourly_rate", "type": "numeric(8,2)", "comment": "What an hour is billed at, in euros"},
    {"name": "hired_on", "type": "date"},
    {"name": "left_on", "type": "date", "nullable": true, "comment": "Empty for people who still work here"}
  ]', 'People who work or worked here');
  perform private.create_business_table(p_org, 'time_entries', '[
    {"name": "id", "type": "integer", "primary_key": true},
    {"name": "project_id", "type": "integer", "references": {"table": "projects", "column": "id"}},
    {"name": "team_member_id", "type": "integer", "references": {"table": "team_members", "column": "id"}},
    {"name": "worked_on", "type": "date"},
    {"name": "hours", "type": "numeric(5,2)"},
    {"name": "billable", "type": "boolean"},
    {"name": "note", "type": "text", "nullable": true}
  ]', 'Hours worked, one line per person, project and week');
  perform private.create_business_table(p_org, 'invoices', '[
    {"name": "id", "type": "integer", "primary_key": true},
    {"name": "project_id", "type": "integer", "references": {"table": "projects", "column": "id"}},
    {"name": "number", "type": "text", "unique": true},
    {"name": "status", "enum": ["draft", "sent", "paid", "overdue", "void"]},
    {"name": "amount", "type": "numeric(12,2)", "comment": "Net amount in euros"},
    {"name": "issued_at", "type": "date"},
    {"name": "due_at", "type": "date"}
  ]', 'Invoices, one per project and month of work');
  perform private.create_business_table(p_org, 'payments', '[
    {"name": "id", "type": "integer", "primary_key": true},
    {"name": "invoice_id", "type": "integer", "references": {"table": "invoices", "column": "id"}},
    {"name": "amount", "type": "numeric(12,2)", "comment": "In euros"},
    {"name": "method", "enum": ["bank_transfer", "card", "direct_debit"]},
    {"name": "paid_at", "type": "timestamptz"}
  ]', 'Money received for invoices');

  perform set_config('search_path', v_schema || ', pg_temp', true);

  insert into companies (id, name, industry, size, country, website, client_since)
  select n, c,
    pg_temp.pick(k || ':industry', array['retail', 'healthcare', 'finance', 'energy', 'education', 'manufacturing', 'public_sector'])::companies_industry,
    pg_temp.pick(k || ':size', array['small', 'small', 'medium', 'medium', 'large'])::companies_size,
    pg_temp.pick(k || ':country', p_countries),
    case when pg_temp.noise(k || ':web') < 0.85 then 'https://' || lower(regexp_replace(c, '[^A-Za-z]+', '', 'g')) || '.test' end,
    date '2019-03-01' + floor(pg_temp.noise(k || ':since') * 1700)::integer
  from unnest(p_companies) with ordinality as l (c, n), lateral (select p_key || ':' || c) as key (k);

  insert into addresses (id, company_id, kind, street, postcode, city, country)
  select row_number() over (order by c.id, kind.n), c.id, kind.kind::addresses_kind,
    pg_temp.pick(k || ':street', array['Harbour Road', 'Mill Lane', 'Station Street', 'Garden Way', 'Bridge Street', 'Castle Hill', 'Market Square', 'Canal Walk'])
      || ' ' || 1 + floor(pg_temp.noise(k || ':no') * 140)::integer,
    case when pg_temp.noise(k || ':pc') < 0.9 then (10000 + floor(pg_temp.noise(k || ':code') * 89000)::integer)::text end,
    pg_temp.pick(k || ':city', p_cities), c.country
  from companies c
  cross join (values (1, 'office'), (2, 'billing')) as kind (n, kind)
  cross join lateral (select p_key || ':address:' || c.id || kind.kind) as key (k)
  where kind.kind = 'office' or pg_temp.noise(k || ':has') < 0.55;

  insert into projects (id, company_id, name, status, priority, budget, start_date, end_date)
  select row_number() over (order by start_date, company_id, n), company_id, name,
    case
      when start_date > v_today then 'planned'
      when planned_end < v_today and chance < 0.90 then 'completed'
      when planned_end < v_today and chance < 0.96 then 'cancelled'
      when planned_end < v_today then 'on_hold'
      when chance < 0.86 then 'active'
      when chance < 0.95 then 'on_hold'
      else 'cancelled'
    end::projects_status,
    pg_temp.pick(k || ':priority', array['low', 'normal', 'normal', 'normal', 'high'])::projects_priority,
    case when pg_temp.noise(k || ':hasbudget') < 0.93 then round((p_budget * exp(2.1 * pg_temp.noise(k || ':budget')))::numeric / 500) * 500 end,
    start_date,
    case when planned_end < v_today or chance > 0.55 then planned_end end
  from (
    select c.id as company_id, n, k,
      pg_temp.pick(k || ':what', array['Website', 'Mobile app', 'Brand', 'Data platform', 'Customer portal', 'Checkout', 'Intranet', 'Reporting', 'Booking system', 'Field study'])
        || ' ' || pg_temp.pick(k || ':kind', array['redesign', 'launch', 'audit', 'migration', 'pilot', 'rollout', 'support']) as name,
      -- More of them start later: the business grows. Those of 2023-08 to 2023-10 are under way when the records begin.
      date '2023-08-01' + floor(1260 * power(pg_temp.noise(k || ':start'), 0.75))::integer as start_date,
      date '2023-08-01' + floor(1260 * power(pg_temp.noise(k || ':start'), 0.75))::integer
        + 40 + floor(pg_temp.noise(k || ':length') * 300)::integer as planned_end,
      pg_temp.noise(k || ':chance') as chance
    from companies c
    cross join lateral generate_series(1, 2 + floor(p_projects_each * power(pg_temp.noise(p_key || ':many:' || c.name), 1.3))::integer) as s (n)
    cross join lateral (select p_key || ':project:' || c.name || n) as key (k)
  ) p;

  insert into team_members (id, name, department, title, hourly_rate, hired_on, left_on)
  select n, m, department::team_members_department,
    case department when 'design' then 'Designer' when 'engineering' then 'Engineer' when 'research' then 'Researcher'
      when 'delivery' then 'Project lead' else 'Coordinator' end,
    round((p_rate * (0.75 + 0.7 * pg_temp.noise(k || ':rate')))::numeric),
    date '2018-01-08' + floor(pg_temp.noise(k || ':hired') * 2100)::integer,
    case when pg_temp.noise(k || ':left') < 0.12 then date '2025-02-01' + floor(pg_temp.noise(k || ':leftday') * 500)::integer end
  from unnest(p_members) with ordinality as l (m, n)
  cross join lateral (select p_key || ':member:' || m) as key (k)
  cross join lateral (select pg_temp.pick(k || ':dept', array['design', 'engineering', 'engineering', 'research', 'delivery', 'operations'])) as d (department);

  insert into time_entries (id, project_id, team_member_id, worked_on, hours, billable, note)
  select row_number() over (order by worked_on, project_id, team_member_id), project_id, team_member_id, worked_on, hours, billable, note
  from (
    select p.id as project_id, m.id as team_member_id, day::date as worked_on,
      round((2 + 14 * pg_temp.noise(k || ':hours') * pg_temp.season(day::date))::numeric * 4) / 4 as hours,
      pg_temp.noise(k || ':billable') < 0.84 as billable,
      case when pg_temp.noise(k || ':hasnote') < 0.3
        then pg_temp.pick(k || ':note', array['Workshop', 'Review', 'Testing', 'Planning', 'Interviews', 'Prototype', 'Handover']) end as note
    from projects p
    cross join lateral generate_series(greatest(p.start_date, v_first), least(coalesce(p.end_date, v_today), v_today - 2), interval '7 days') as w (monday)
    cross join generate_series(1, 3) as seat (n)
    join team_members m on m.id = 1 + floor(pg_temp.noise(p_key || ':seat:' || p.id || ':' || seat.n) * cardinality(p_members))::integer
    cross join lateral (select p_key || ':hours:' || p.id || ':' || seat.n || ':' || monday::date) as key (k)
    cross join lateral (select monday + make_interval(days => floor(pg_temp.noise(k || ':day') * 5)::integer)) as d (day)
    where p.status <> 'planned' and pg_temp.noise(k || ':works') < 0.52 * pg_temp.season(monday::date)
      and day::date <= v_today - 2 and day::date >= m.hired_on and (m.left_on is null or day::date < m.left_on)
  ) e;

  insert into invoices (id, project_id, number, status, amount, issued_at, due_at)
  select row_number() over (order by issued_at, project_id), project_id,
    p_prefix || '-' || extract(year from issued_at) || '-'
      || lpad((row_number() over (partition by extract(year from issued_at) order by issued_at, project_id))::text, 4, '0'),
    case
      when issued_at > v_today - 12 and chance < 0.5 then 'draft'
      when issued_at > v_today - 45 and chance < 0.85 then 'sent'
      when chance < 0.93 then 'paid'
      when chance < 0.97 then 'overdue'
      else 'void'
    end::invoices_status,
    amount, issued_at, issued_at + terms
  from (
    select p.id as project_id, least((month + interval '1 month' - interval '1 day')::date, v_today - 2) as issued_at,
      pg_temp.noise(k || ':chance') as chance,
      (array[14, 30, 30, 45])[1 + floor(pg_temp.noise(p_key || ':terms:' || p.company_id) * 4)::integer] as terms,
      round((coalesce(p.budget, p_budget * 2) / 7 * (0.55 + 0.9 * pg_temp.noise(k || ':amount'))
        * pg_temp.season(month::date))::numeric, 2) as amount
    from projects p
    cross join lateral generate_series(date_trunc('month', greatest(p.start_date, v_first)),
      least(coalesce(p.end_date, v_today), v_today - 2), interval '1 month') as m (month)
    cross join lateral (select p_key || ':invoice:' || p.id || ':' || month::date) as key (k)
    where p.status <> 'planned' and pg_temp.noise(k || ':bills') < 0.9
  ) i;

  insert into payments (id, invoice_id, amount, method, paid_at)
  select row_number() over (order by paid_at, invoice_id, part), invoice_id, amount, method::payments_method, paid_at
  from (
    select i.id as invoice_id, part,
      case when parts = 1 then i.amount when part = 1 then round(i.amount * 0.5, 2) else i.amount - round(i.amount * 0.5, 2) end as amount,
      pg_temp.pick(k || ':method', array['bank_transfer', 'bank_transfer', 'bank_transfer', 'card', 'direct_debit']) as method,
      least((i.issued_at + make_interval(days => 4 + floor(pg_temp.noise(k || part || ':days') * 42)::integer,
        hours => 8 + floor(pg_temp.noise(k || part || ':hour') * 9)::integer)) at time zone 'UTC',
        timestamptz '2026-11-20 17:00:00+00') as paid_at
    from invoices i
    cross join lateral (select p_key || ':payment:' || i.number) as key (k)
    cross join lateral (select case when pg_temp.noise(k || ':split') < 0.14 then 2 else 1 end) as s (parts)
    cross join lateral generate_series(1, parts) as n (part)
    where i.status = 'paid'
  ) p;

  perform set_config('search_path', '"$user", public, extensions', true);
  execute format('analyze %1$I.companies, %1$I.addresses, %1$I.projects, %1$I.team_members, %1$I.time_entries, %1$I.invoices, %1$I.payments', v_schema);
end $$;

select pg_temp.seed_business('0a11ce00-0000-4000-8000-000000000001', 'northwind', 'NS', array[
    'Alder & Finch', 'Bluepeak Energy', 'Cobalt Bank', 'Dovetail Furniture', 'Eastgate Clinics', 'Fairwind Shipping',
    'Granite Insurance', 'Hollow Oak Books', 'Ironbridge Steel', 'Juniper Foods', 'Kestrel Airlines', 'Lantern Schools',
    'Meridian Health', 'Nightjar Media', 'Orchard Grocers', 'Pinecrest Hotels', 'Quarry Stone', 'Riverbend Council',
    'Saffron Kitchens', 'Thistle Telecom', 'Umber Paints', 'Vantage Optics', 'Willow Pharma', 'Yarrow Garden Centres'],
  24, 9000, 95, array['Agnes Holm', 'Bruno Keller', 'Cecile Martin', 'David Okoro', 'Elena Rossi', 'Farid Amiri',
    'Greta Lindqvist', 'Hugo Fischer', 'Ines Duarte', 'Jonas Weber', 'Katarina Novak', 'Liam Byrne', 'Mira Patel',
    'Niko Laine', 'Olivia Brandt', 'Pavel Horak', 'Rosa Jimenez', 'Stefan Vogel'],
  array['Germany', 'Germany', 'Germany', 'Austria', 'Netherlands', 'Denmark', 'France'],
  array['Berlin', 'Hamburg', 'Vienna', 'Amsterdam', 'Copenhagen', 'Munich', 'Lyon']);

select pg_temp.seed_business('0a11ce00-0000-4000-8000-000000000002', 'harbor', 'HL', array[
    'Atlas Batteries', 'Beacon Biotech', 'Crestline Robotics', 'Delta Wind', 'Ember Analytics', 'Fjord Aquaculture',
    'Glacier Semiconductors', 'Helix Diagnostics', 'Indigo Satellites', 'Jade Hydrogen', 'Keystone Ports'],
  16, 31000, 140, array['Anders Berg', 'Bianca Moretti', 'Chidi Eze', 'Dana Kowalski', 'Emil Strand', 'Fiona Walsh',
    'Gabriel Costa', 'Hana Sato', 'Ivan Petrov', 'Julia Nowak'],
  array['Norway', 'Sweden', 'Finland', 'United Kingdom', 'Ireland'],
  array['Bergen', 'Gothenburg', 'Helsinki', 'Bristol', 'Cork', 'Aberdeen']);

drop function pg_temp.seed_business(uuid, text, text, text[], integer, numeric, numeric, text[], text[], text[]);
drop function pg_temp.season(date);
drop function pg_temp.pick(text, text[]);
drop function pg_temp.noise(text);

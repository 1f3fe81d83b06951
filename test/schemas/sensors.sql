-- Sensors: singular names, many rows a thing, measurements in several units.
create table site (
  site_code text primary key,
  country text not null,
  altitude_m integer not null
);
create table sensor (
  serial text primary key,
  site_code text not null references site (site_code),
  model text not null,
  installed date not null,
  retired date
);
create table reading (
  reading_id bigint primary key,
  serial text not null references sensor (serial),
  taken_at timestamp not null,
  temperature_c double precision,
  humidity_pct double precision
);
insert into site values ('ALP', 'Austria', 2100), ('BAY', 'Ireland', 12), ('DUN', 'Portugal', 35);
insert into sensor
select 'S' || lpad(n::text, 3, '0'), (array['ALP', 'BAY', 'DUN'])[1 + n % 3], (array['Mk1', 'Mk2'])[1 + n % 2],
       date '2023-03-01' + n * 20, case when n % 5 = 0 then date '2025-06-30' end
from generate_series(1, 12) n;
insert into reading
select n, 'S' || lpad((1 + n % 12)::text, 3, '0'), timestamp '2025-01-01' + n * interval '5 hours',
       case when n % 17 = 0 then null else round((8 + 10 * sin(n / 40.0))::numeric, 1) end, 40 + n % 50
from generate_series(1, 1200) n;
analyze;

-- A clinic: declared keys, plural names, a status enum, nullable dates.
create type appointment_status as enum ('booked', 'attended', 'cancelled', 'no_show');
create table doctors (
  id integer primary key,
  full_name text not null,
  specialty text not null,
  hired_on date not null
);
create table patients (
  id integer primary key,
  full_name text not null,
  city text not null,
  birth_date date not null,
  insured boolean not null
);
create table appointments (
  id integer primary key,
  doctor_id integer not null references doctors (id),
  patient_id integer not null references patients (id),
  status appointment_status not null,
  starts_at timestamptz not null,
  fee numeric(10, 2) not null
);
insert into doctors values
  (1, 'Amina Diallo', 'Cardiology', '2015-02-01'),
  (2, 'Björn Ek', 'Dermatology', '2018-06-15'),
  (3, 'Chen Li', 'Cardiology', '2020-09-01'),
  (4, 'Dora Novak', 'Pediatrics', '2021-01-10');
insert into patients
select n, 'Patient ' || n, (array['Lyon', 'Malmö', 'Porto'])[1 + n % 3], date '1960-01-01' + n * 400, n % 4 <> 0
from generate_series(1, 40) n;
insert into appointments
select n, 1 + n % 3, 1 + n % 40,
       (array['booked', 'attended', 'attended', 'cancelled', 'no_show'])[1 + n % 5]::appointment_status,
       timestamptz '2025-01-03 09:00+00' + n * interval '31 hours', 40 + (n % 7) * 15
from generate_series(1, 240) n;
analyze;

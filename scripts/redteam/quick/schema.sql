-- Two tenants in shared tables, for the red team's quick run. Loaded into an empty scratch database as a superuser.
--
-- Tenant A (the attacker's own organisation) : 11111111-0000-4000-8000-00000000000a
-- Tenant B (the victim)                      : 22222222-0000-4000-8000-00000000000b
-- Its twin, which differs only in what A must not see:
--   sed -e 's/5E0D11/91C3B7/g' -e 's/B_ROWS=25/B_ROWS=1900/' schema.sql
\set ON_ERROR_STOP on
set client_min_messages = warning;
do $$ begin
  if not exists (select from pg_roles where rolname = 'authenticated') then create role authenticated nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'service_role') then create role service_role nologin noinherit bypassrls; end if;
  if not exists (select from pg_roles where rolname = 'authenticator') then create role authenticator login noinherit; end if;
end $$;
grant authenticated, service_role to authenticator;
create schema internal;
create schema auth;
grant usage on schema public, auth to authenticated, service_role;

create function public.current_org_id() returns uuid language sql stable as
$$ select (nullif(current_setting('request.jwt.claims', true), '')::jsonb #>> '{app_metadata,org_id}')::uuid $$;

create table auth.users (id int primary key, email text);
insert into auth.users values (1, 'victim@CANARY_AUTH_5E0D11.test');
create table public.customers (id int primary key, org_id uuid not null, name text not null);
create table public.orders (id int primary key, org_id uuid not null, customer_id int references public.customers,
  amount numeric(10, 2) not null, status text not null, placed_at timestamptz not null, tags text[] not null, extra jsonb not null);
create table public.secrets (id int primary key, org_id uuid not null, value text not null);
do $$
declare n int := split_part('B_ROWS=25', '=', 2)::int;
  a uuid := '11111111-0000-4000-8000-00000000000a'; b uuid := '22222222-0000-4000-8000-00000000000b';
begin
  insert into public.customers select g, a, 'Customer ' || g from generate_series(1, 20) g;
  insert into public.orders select g, a, 1 + g % 20, g * 3.5, (array['open', 'paid'])[1 + g % 2],
    timestamptz '2025-01-01Z' + g * interval '7 hours', array['t' || g % 3], jsonb_build_object('n', g % 5) from generate_series(1, 400) g;
  insert into public.secrets values (1, a, 'CANARY_OWN_A');
  insert into public.customers select 1000 + g, b, 'CANARY_ORGB_5E0D11 ' || g from generate_series(1, n) g;
  insert into public.orders select 100000 + g, b, 1000 + g, 999, 'CANARY_ORGB_5E0D11', timestamptz '2025-01-01Z', '{}', '{}'
    from generate_series(1, n) g;
  insert into public.secrets select 1000 + g, b, 'CANARY_SECB_5E0D11 ' || g from generate_series(1, n) g;
end $$;
do $$ declare t text; begin
  foreach t in array array['customers', 'orders', 'secrets'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('create policy tenant on public.%I using (org_id = (select public.current_org_id()))', t);
  end loop;
end $$;
grant select, insert, update, delete on public.customers, public.orders, public.secrets to authenticated, service_role;
grant select on auth.users to service_role;

-- Traps as real projects have them.
create view public.all_orders as select * from public.orders;
grant select on public.all_orders to authenticated;
create function public.secret_of(org uuid) returns setof text language sql security definer as
$$ select value from public.secrets where org_id = org $$;
create function public.signing_key() returns text language plpgsql as
$$ declare k text := 'CANARY_SRC_5E0D11'; begin return md5(k); end $$;

create function internal.state_fingerprint() returns table (what text, fp text) language sql security definer as $$
  select 'customers', md5(string_agg(c::text, '|' order by id)) from public.customers c
  union all select 'orders', md5(string_agg(o::text, '|' order by id)) from public.orders o
  union all select 'secrets', md5(string_agg(s::text, '|' order by id)) from public.secrets s
  union all select 'relations', md5(string_agg(relname, '|' order by oid)) from pg_class
    where relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_(temp|toast)')
  union all select 'functions', count(*)::text from pg_proc
  union all select 'roles', md5(string_agg(rolname || rolsuper || rolbypassrls, '|' order by rolname)) from pg_roles
  union all select 'large objects', count(*)::text from pg_largeobject_metadata
$$;
revoke all on function internal.state_fingerprint() from public;
analyze;

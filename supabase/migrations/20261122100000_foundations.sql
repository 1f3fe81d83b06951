-- Foundations: schemas, roles and default privileges.
--
-- PostgREST is a public door: anyone may take their own token past the app. Everything in these
-- migrations therefore assumes that no app exists. Errors raised by the rpc functions carry one of:
--   42501 not allowed (also: not a member)   P0002 not found, or not yours to see
--   23505 already there                      22023 an argument is out of range
--   54000 too many of them                   55000 the wrong moment (already settled, expired)

create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;

-- Helpers of the policies. Not exposed, and nobody gets USAGE: policies reach functions by oid.
create schema if not exists private;
revoke all on schema private from public;

-- The signed tenant token and what the direct database logins may call.
create schema if not exists tenant;
revoke all on schema tenant from public;

-- Roles are cluster-wide, so a second database of the cluster finds them made. They get a login, a
-- password and limits from `npm run db:provision`; nothing secret is committed.
do $$
begin
  if not exists (select from pg_roles where rolname = 'analyst') then
    create role analyst nologin noinherit nocreatedb nocreaterole;
  end if;
  -- COPY is refused on tables with row level security unless the role bypasses it. The importer can
  -- read nothing, may insert only into a table it opened in the same transaction, and a CHECK pins
  -- each table to its organisation, so bypassing the read policies gives it nothing.
  if not exists (select from pg_roles where rolname = 'importer') then
    begin
      create role importer nologin noinherit nocreatedb nocreaterole bypassrls;
    exception when insufficient_privilege then
      -- Before Postgres 16 only a superuser may: the importer then falls back to INSERT, see db:provision.
      create role importer nologin noinherit nocreatedb nocreaterole;
    end;
  end if;
end $$;

-- Hosted projects grant everything in `public` to the API roles by default. Here every grant is
-- written out, next to the table or function it belongs to.
alter default privileges in schema public revoke all on tables from anon, authenticated;
alter default privileges in schema public revoke all on sequences from anon, authenticated;
alter default privileges in schema public revoke all on functions from anon, authenticated;

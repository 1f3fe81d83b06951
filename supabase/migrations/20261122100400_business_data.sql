-- Business data: one schema per organisation, never exposed through PostgREST.
--
-- The analyst and importer logins run SQL that others wrote, so neither a GUC nor SET ROLE says whose
-- data a query may see: one SELECT can change both. A signed token does. The app puts
--   v1.<key id>.<organisation>.<unix seconds>.<hex hmac-sha256 over what stands before the last dot>
-- into `app.tenant_token`; a query may overwrite the setting, but cannot sign another organisation.

create table tenant.keys (
  kid text primary key check (kid ~ '^[A-Za-z0-9_-]{1,32}$'),
  key bytea not null check (length(key) >= 32),
  -- Null: no end. Several keys hold at once, so a new one can be rolled out before the old one ends.
  not_after timestamptz
);
comment on table tenant.keys is 'Signing keys of the tenant token; read by tenant.current_org() only.';
alter table tenant.keys enable row level security;
revoke all on tenant.keys from public;

-- The organisation the session's token names, or null for anything that is wrong with it: then every
-- policy below is false and a query sees no rows. Never raises.
create function tenant.current_org() returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  v_token text := current_setting('app.tenant_token', true);
  v_part text[];
  v_key bytea;
begin
  if v_token is null or v_token !~ ('^v1\.[A-Za-z0-9_-]{1,32}\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}'
      || '-[0-9a-f]{12}\.[0-9]{1,12}\.[0-9a-f]{64}$') then
    return null;
  end if;
  v_part := string_to_array(v_token, '.');
  if v_part[4]::bigint < extract(epoch from clock_timestamp()) then
    return null;
  end if;
  select k.key into v_key from tenant.keys k
    where k.kid = v_part[2] and (k.not_after is null or k.not_after > clock_timestamp());
  if v_key is null then
    return null;
  end if;
  -- Hashes are compared instead of the codes, so the time taken says nothing about the right one.
  if sha256(extensions.hmac(convert_to(array_to_string(v_part[1:4], '.'), 'UTF8'), v_key, 'sha256'))
     <> sha256(decode(v_part[5], 'hex')) then
    return null;
  end if;
  return v_part[3]::uuid;
end $$;

-- `org_` and the id without dashes: a name that never needs quoting.
create function private.business_schema(p_org_id uuid) returns text
language sql immutable strict parallel safe set search_path = '' as $$
  select 'org_' || replace(p_org_id::text, '-', '')
$$;

create function private.create_business_schema(p_org_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  execute format('create schema if not exists %I', private.business_schema(p_org_id));
  execute format('revoke all on schema %I from public', private.business_schema(p_org_id));
  execute format('grant usage on schema %I to analyst, importer', private.business_schema(p_org_id));
end $$;

-- The organisation whose business tables the caller may shape: for the importer login the one of its
-- token, for a signed-in person an organisation they are admin of. Everybody else gets 42501.
create function private.require_data_admin(p_org_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if session_user = 'importer' then
    if p_org_id is null or p_org_id is distinct from tenant.current_org() then
      raise exception 'not allowed' using errcode = '42501';
    end if;
  else
    perform private.require_role(p_org_id, 'admin');
  end if;
end $$;

-- Makes one business table with its policy and grant. Columns, in order:
--   {name, type | enum: [labels], nullable?: true, unique?, primary_key?, comment?,
--    references?: {table, column}}
-- Every table also carries org_id, pinned to its organisation by a CHECK. Types are an allow-list;
-- names are quoted, so that a spreadsheet's headers can stay as they are.
create function private.create_business_table(p_org_id uuid, p_name text, p_columns jsonb, p_comment text default null)
returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_schema text := private.business_schema(p_org_id);
  v_column jsonb;
  v_name text;
  v_type text;
  v_lines text[] := array[]::text[];
  v_keys text[] := array[]::text[];
  v_comments text[] := array[]::text[];
  v_references text[] := array[]::text[];
begin
  if p_name is null or p_name !~ '\S' or octet_length(p_name) > 63 or jsonb_typeof(p_columns) is distinct from 'array'
     or jsonb_array_length(p_columns) not between 1 and 500 then
    raise exception 'invalid table' using errcode = '22023';
  end if;
  perform private.create_business_schema(p_org_id);
  for v_column in select c from jsonb_array_elements(p_columns) c loop
    v_name := v_column ->> 'name';
    if v_name is null or v_name !~ '\S' or octet_length(v_name) > 63 or v_name = 'org_id' then
      raise exception 'invalid column name' using errcode = '22023';
    end if;
    if v_column ? 'enum' then
      v_type := format('%I.%I', v_schema, left(p_name, 30) || '_' || left(v_name, 30));
      execute format('create type %s as enum (%s)', v_type,
        (select string_agg(quote_literal(e), ', ' order by n)
         from jsonb_array_elements_text(v_column -> 'enum') with ordinality as l (e, n)));
    else
      v_type := v_column ->> 'type';
      if v_type is null or v_type !~ ('^(text|smallint|integer|bigint|numeric|numeric\([0-9]{1,3}, ?[0-9]{1,2}\)|real'
          || '|double precision|boolean|date|time|timestamp|timestamptz|interval|uuid|jsonb'
          || '|text\[\]|integer\[\]|bigint\[\]|numeric\[\])$') then
        raise exception 'invalid column type' using errcode = '22023';
      end if;
    end if;
    v_lines := v_lines || format('%I %s%s%s', v_name, v_type,
      case when coalesce((v_column ->> 'nullable')::boolean, false) then '' else ' not null' end,
      case when coalesce((v_column ->> 'unique')::boolean, false) then ' unique' else '' end);
    if coalesce((v_column ->> 'primary_key')::boolean, false) then
      v_keys := v_keys || quote_ident(v_name);
    end if;
    if v_column ->> 'comment' is not null then
      v_comments := v_comments
        || format('comment on column %I.%I.%I is %L', v_schema, p_name, v_name, v_column ->> 'comment');
    end if;
    if v_column ? 'references' then
      v_references := v_references || format('foreign key (%I) references %I.%I (%I)', v_name, v_schema,
        v_column -> 'references' ->> 'table', v_column -> 'references' ->> 'column');
    end if;
  end loop;
  v_lines := v_lines || format('org_id uuid not null default %L check (org_id = %L::uuid)', p_org_id, p_org_id);
  if cardinality(v_keys) > 0 then
    v_lines := v_lines || format('primary key (%s)', array_to_string(v_keys, ', '));
  end if;
  execute format('create table %I.%I (%s)', v_schema, p_name, array_to_string(v_lines || v_references, ', '));
  execute format('alter table %I.%I enable row level security', v_schema, p_name);
  execute format('create policy tenant_read on %I.%I for select to analyst using (org_id = (select tenant.current_org()))',
    v_schema, p_name);
  execute format('revoke all on %I.%I from public, anon, authenticated, service_role', v_schema, p_name);
  execute format('grant select on %I.%I to analyst', v_schema, p_name);
  if p_comment is not null then
    execute format('comment on table %I.%I is %L', v_schema, p_name, p_comment);
  end if;
  foreach v_name in array v_comments loop
    execute v_name;
  end loop;
  -- The keys on the many side are what joins walk along.
  for v_column in select c from jsonb_array_elements(p_columns) c where c ? 'references' loop
    execute format('create index on %I.%I (%I)', v_schema, p_name, v_column ->> 'name');
  end loop;
end $$;

-- What the importer login may do, each bound to the organisation of its token:
--   create_table, then open_table, COPY, close_table, in ONE transaction. INSERT is granted by
-- open_table and taken back by close_table, so no other session ever sees the grant; the CHECK on
-- org_id keeps even a wrong COPY inside the organisation.
create function tenant.create_table(p_name text, p_columns jsonb, p_comment text default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_data_admin(tenant.current_org());
  perform private.create_business_table(tenant.current_org(), p_name, p_columns, p_comment);
end $$;

create function tenant.open_table(p_name text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_schema text := private.business_schema(tenant.current_org());
begin
  perform private.require_data_admin(tenant.current_org());
  execute format('grant insert on %I.%I to importer', v_schema, p_name);
  return format('%I.%I', v_schema, p_name);
end $$;

create function tenant.close_table(p_name text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_schema text := private.business_schema(tenant.current_org());
begin
  perform private.require_data_admin(tenant.current_org());
  execute format('revoke insert on %I.%I from importer', v_schema, p_name);
  execute format('analyze %I.%I', v_schema, p_name);
end $$;

-- Statistics of the token's organisation, which pg_stats hides from roles under row level security.
-- A schema holds one organisation, so nothing of another can show. `distinct_values` < 0 is a share
-- of the rows (pg_stats.n_distinct); minimum and maximum are those of the last ANALYZE's sample.
create function tenant.column_statistics()
returns table (table_name text, column_name text, row_count bigint, null_fraction real, distinct_values real,
  minimum text, maximum text)
language sql stable security definer set search_path = '' as $$
  select c.relname::text, s.attname::text, greatest(c.reltuples, 0)::bigint, s.null_frac, s.n_distinct,
    b.bounds[1], b.bounds[cardinality(b.bounds)]
  from pg_catalog.pg_stats s
  join pg_catalog.pg_namespace n on n.nspname = s.schemaname
  join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = s.tablename
  left join lateral (select s.histogram_bounds::text::text[] as bounds) b on true
  where s.schemaname = private.business_schema(tenant.current_org())
$$;

revoke all on function tenant.current_org(), private.business_schema(uuid), private.create_business_schema(uuid),
  private.require_data_admin(uuid), private.create_business_table(uuid, text, jsonb, text),
  tenant.create_table(text, jsonb, text), tenant.open_table(text), tenant.close_table(text),
  tenant.column_statistics() from public;
grant usage on schema tenant to analyst, importer;
grant execute on function tenant.current_org() to analyst, importer;
grant execute on function tenant.column_statistics() to analyst;
grant execute on function tenant.create_table(text, jsonb, text), tenant.open_table(text), tenant.close_table(text)
  to importer;

-- The way in for a signed-in admin: make a table, or drop one.
create function public.create_business_table(p_org_id uuid, p_name text, p_columns jsonb, p_comment text default null)
returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_data_admin(p_org_id);
  perform private.create_business_table(p_org_id, p_name, p_columns, p_comment);
end $$;

create function public.drop_business_table(p_org_id uuid, p_name text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_type text;
  v_types text[];
  v_schema text := private.business_schema(p_org_id);
begin
  perform private.require_data_admin(p_org_id);
  if not exists (select from pg_catalog.pg_tables t where t.schemaname = v_schema and t.tablename = p_name) then
    raise exception 'no such table' using errcode = 'P0002';
  end if;
  select coalesce(array_agg(distinct format('%I.%I', v_schema, y.typname)), '{}') into v_types
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid and c.relname = p_name
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = v_schema
    join pg_catalog.pg_type y on y.oid = a.atttypid and y.typtype = 'e' and y.typnamespace = n.oid
    where not a.attisdropped;
  execute format('drop table %I.%I', v_schema, p_name);
  foreach v_type in array v_types loop
    execute 'drop type ' || v_type;
  end loop;
end $$;

revoke all on function public.create_business_table(uuid, text, jsonb, text), public.drop_business_table(uuid, text)
  from public, anon, authenticated, service_role;
grant execute on function public.create_business_table(uuid, text, jsonb, text), public.drop_business_table(uuid, text)
  to authenticated;

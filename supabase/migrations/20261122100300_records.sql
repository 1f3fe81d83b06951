-- Saved work, the organisation's vocabulary, data sources, and the records nobody may forge.

create table public.saved_answers (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  title text not null check (length(btrim(title)) between 1 and 200),
  question text not null check (length(question) <= 20000),
  sql text not null check (length(sql) <= 20000),
  target jsonb not null,
  chart jsonb,
  parameters jsonb not null default '[]',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index saved_answers_org on public.saved_answers (org_id, updated_at desc);

create table public.dashboards (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  title text not null check (length(btrim(title)) between 1 and 200),
  -- Which saved answers, in which order and size.
  tiles jsonb not null default '[]' check (jsonb_typeof(tiles) = 'array' and jsonb_array_length(tiles) <= 100),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index dashboards_org on public.dashboards (org_id, updated_at desc);

create table public.glossary_terms (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  term text not null check (length(btrim(term)) between 1 and 80),
  synonyms text[] not null default '{}' check (cardinality(synonyms) <= 30),
  definition text not null default '' check (length(definition) <= 2000),
  -- A table, `table.column`, or an SQL expression over one table; null explains only.
  maps_to text check (length(maps_to) <= 500),
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index glossary_terms_term on public.glossary_terms (org_id, lower(term));

create table public.verified_queries (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  question text not null check (length(btrim(question)) between 1 and 2000),
  sql text not null check (length(sql) <= 20000),
  target jsonb not null,
  verified_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_at timestamptz not null default now()
);
create index verified_queries_org on public.verified_queries (org_id, created_at desc);

create table public.data_sources (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  kind text not null check (kind in ('postgres')),
  status text not null default 'untested' check (status in ('untested', 'ready', 'failing', 'disabled')),
  host text not null,
  port integer not null default 5432 check (port between 1 and 65535),
  database_name text not null,
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  checked_at timestamptz,
  -- Never granted to an API role. Ciphertext (base64) made by the app with a key from its env.
  credentials_user text,
  credentials_secret text,
  credentials_key_id text
);
create index data_sources_org on public.data_sources (org_id, created_at);

create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 80),
  role text not null check (role in ('viewer', 'member')),
  -- The first characters, to recognise a key by; the sha256 in hex is what is checked.
  prefix text not null,
  key_hash text not null unique check (key_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_org on public.api_keys (org_id, created_at);

create table public.subscriptions (
  org_id uuid primary key references public.organizations (id) on delete cascade,
  stripe_customer_id text unique,
  stripe_subscription_id text unique,
  plan text not null check (plan in ('free', 'team', 'business')),
  status text not null,
  seats integer,
  current_period_end timestamptz,
  cancel_at_period_end boolean not null default false,
  -- Time of the newest event applied; an older one arriving later changes nothing.
  stripe_updated_at timestamptz,
  updated_at timestamptz not null default now()
);

create table public.stripe_events (
  id text primary key,
  type text not null,
  created_at timestamptz not null,
  received_at timestamptz not null default now()
);

create table public.contact_messages (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) <= 200),
  email text not null check (length(email) <= 254),
  company text check (length(company) <= 200),
  message text not null check (length(message) <= 10000),
  user_id uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  mailed_at timestamptz
);
create index contact_messages_created on public.contact_messages (created_at);

-- `scope` is who asked (`user:<id>`, or a hashed address for public actions).
create table public.idempotency_keys (
  org_id uuid references public.organizations (id) on delete cascade,
  scope text not null check (length(scope) <= 120),
  action text not null check (length(action) <= 80),
  key text not null check (length(key) <= 200),
  request_hash text not null,
  response jsonb,
  created_at timestamptz not null default now(),
  settled_at timestamptz,
  expires_at timestamptz not null default now() + interval '1 day',
  primary key (scope, action, key)
);
create index idempotency_keys_expiry on public.idempotency_keys (expires_at);

-- One hash chain per organisation and one called `system` for public actions. No foreign keys: the
-- record outlives what it speaks of.
create table public.audit_events (
  org_id uuid,
  chain text not null check (chain = coalesce(org_id::text, 'system')),
  sequence bigint not null,
  action text not null check (length(action) <= 80),
  outcome text not null check (length(outcome) <= 40),
  actor_id uuid,
  request_id text check (length(request_id) <= 100),
  detail jsonb not null default '{}' check (length(detail::text) <= 8000),
  created_at timestamptz not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (chain, sequence)
);
create index audit_events_org on public.audit_events (org_id, sequence desc);

alter table public.saved_answers enable row level security;
alter table public.dashboards enable row level security;
alter table public.glossary_terms enable row level security;
alter table public.verified_queries enable row level security;
alter table public.data_sources enable row level security;
alter table public.api_keys enable row level security;
alter table public.subscriptions enable row level security;
alter table public.stripe_events enable row level security;
alter table public.contact_messages enable row level security;
alter table public.idempotency_keys enable row level security;
alter table public.audit_events enable row level security;

-- Saved answers and dashboards: everybody reads, members add, the author or an admin changes.
create policy saved_answers_read on public.saved_answers for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy saved_answers_add on public.saved_answers for insert to authenticated
  with check (org_id in (select private.my_org_ids('member')) and created_by = (select auth.uid()));
create policy saved_answers_change on public.saved_answers for update to authenticated
  using ((org_id in (select private.my_org_ids('member')) and created_by = (select auth.uid()))
    or org_id in (select private.my_org_ids('admin')));
create policy saved_answers_delete on public.saved_answers for delete to authenticated
  using ((org_id in (select private.my_org_ids('member')) and created_by = (select auth.uid()))
    or org_id in (select private.my_org_ids('admin')));
create policy dashboards_read on public.dashboards for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy dashboards_add on public.dashboards for insert to authenticated
  with check (org_id in (select private.my_org_ids('member')) and created_by = (select auth.uid()));
create policy dashboards_change on public.dashboards for update to authenticated
  using ((org_id in (select private.my_org_ids('member')) and created_by = (select auth.uid()))
    or org_id in (select private.my_org_ids('admin')));
create policy dashboards_delete on public.dashboards for delete to authenticated
  using ((org_id in (select private.my_org_ids('member')) and created_by = (select auth.uid()))
    or org_id in (select private.my_org_ids('admin')));

-- Vocabulary and verified answers: everybody reads, admins write.
create policy glossary_terms_read on public.glossary_terms for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy glossary_terms_add on public.glossary_terms for insert to authenticated
  with check (org_id in (select private.my_org_ids('admin')) and created_by = (select auth.uid()));
create policy glossary_terms_change on public.glossary_terms for update to authenticated
  using (org_id in (select private.my_org_ids('admin')));
create policy glossary_terms_delete on public.glossary_terms for delete to authenticated
  using (org_id in (select private.my_org_ids('admin')));
create policy verified_queries_read on public.verified_queries for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy verified_queries_add on public.verified_queries for insert to authenticated
  with check (org_id in (select private.my_org_ids('admin')) and verified_by = (select auth.uid()));
create policy verified_queries_delete on public.verified_queries for delete to authenticated
  using (org_id in (select private.my_org_ids('admin')));

-- Read-only to people; written by service_role or an rpc.
create policy data_sources_read on public.data_sources for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy api_keys_read on public.api_keys for select to authenticated
  using (org_id in (select private.my_org_ids()) and (user_id = (select auth.uid())
    or org_id in (select private.my_org_ids('admin'))));
create policy subscriptions_read on public.subscriptions for select to authenticated
  using (org_id in (select private.my_org_ids('admin')));
create policy audit_events_read on public.audit_events for select to authenticated
  using (org_id in (select private.my_org_ids('admin')));
-- stripe_events, contact_messages, idempotency_keys: no policy, so nobody but service_role.

grant select, delete on public.saved_answers, public.dashboards, public.glossary_terms, public.verified_queries
  to authenticated;
grant insert (id, org_id, title, question, sql, target, chart, parameters),
  update (title, question, sql, target, chart, parameters, updated_at) on public.saved_answers to authenticated;
grant insert (id, org_id, title, tiles), update (title, tiles, updated_at) on public.dashboards to authenticated;
grant insert (id, org_id, term, synonyms, definition, maps_to),
  update (term, synonyms, definition, maps_to, updated_at) on public.glossary_terms to authenticated;
grant insert (id, org_id, question, sql, target) on public.verified_queries to authenticated;
grant select (id, org_id, name, kind, status, host, port, database_name, created_by, created_at, checked_at)
  on public.data_sources to authenticated;
grant select (id, org_id, user_id, name, role, prefix, created_at, expires_at, last_used_at, revoked_at)
  on public.api_keys to authenticated;
grant select (org_id, plan, status, seats, current_period_end, cancel_at_period_end, updated_at)
  on public.subscriptions to authenticated;
grant select on public.audit_events to authenticated;
grant all on public.saved_answers, public.dashboards, public.glossary_terms, public.verified_queries,
  public.data_sources, public.api_keys, public.subscriptions, public.stripe_events, public.contact_messages,
  public.idempotency_keys to service_role;
-- Even service_role adds to the audit only through the rpc below.
revoke all on public.audit_events from service_role;
grant select on public.audit_events to service_role;

create function private.refuse_audit_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'audit events are append-only' using errcode = '42501';
end $$;
revoke all on function private.refuse_audit_change() from public;
create trigger audit_events_append_only before update or delete on public.audit_events
  for each row execute function private.refuse_audit_change();
create trigger audit_events_no_truncate before truncate on public.audit_events
  for each statement execute function private.refuse_audit_change();

-- The hash of one event: sha256 over the hash before it and the event's fields as jsonb text, which
-- Postgres prints one way only (keys sorted, numbers kept as written).
create function private.audit_hash(p_event public.audit_events) returns bytea
language sql stable set search_path = '' as $$
  select sha256(p_event.previous_hash || convert_to(jsonb_build_object(
    'chain', p_event.chain, 'sequence', p_event.sequence, 'action', p_event.action, 'outcome', p_event.outcome,
    'actor', p_event.actor_id, 'request', p_event.request_id, 'detail', p_event.detail,
    'at', (extract(epoch from p_event.created_at) * 1000000)::bigint)::text, 'UTF8'))
$$;
revoke all on function private.audit_hash(public.audit_events) from public;

-- Appends events in order: [{org_id?, action, outcome, actor_id?, request_id?, detail?}], at most 500.
-- service_role only. Chains are locked in a fixed order, so two batches cannot deadlock.
create function public.append_audit_events(p_events jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  v_item jsonb;
  v_event public.audit_events;
  v_chain text;
begin
  if jsonb_typeof(p_events) is distinct from 'array' or jsonb_array_length(p_events) > 500 then
    raise exception 'expected up to 500 events' using errcode = '22023';
  end if;
  for v_chain in select distinct coalesce(e ->> 'org_id', 'system') as chain
      from jsonb_array_elements(p_events) e order by chain loop
    perform pg_advisory_xact_lock(hashtextextended('audit:' || v_chain, 0));
  end loop;
  for v_item in select e from jsonb_array_elements(p_events) e loop
    v_event := null;
    v_event.org_id := (v_item ->> 'org_id')::uuid;
    v_event.chain := coalesce(v_event.org_id::text, 'system');
    select a.sequence, a.hash into v_event.sequence, v_event.previous_hash from public.audit_events a
      where a.chain = v_event.chain order by a.sequence desc limit 1;
    v_event.sequence := coalesce(v_event.sequence, 0) + 1;
    v_event.previous_hash := coalesce(v_event.previous_hash, '\x');
    v_event.action := v_item ->> 'action';
    v_event.outcome := v_item ->> 'outcome';
    v_event.actor_id := (v_item ->> 'actor_id')::uuid;
    v_event.request_id := v_item ->> 'request_id';
    v_event.detail := coalesce(v_item -> 'detail', '{}');
    v_event.created_at := clock_timestamp();
    v_event.hash := private.audit_hash(v_event);
    insert into public.audit_events select v_event.*;
  end loop;
  return jsonb_array_length(p_events);
end $$;

-- Walks one chain, or all; answers the first broken event of each, so no rows means whole.
create function public.verify_audit(p_chain text default null)
returns table (chain text, sequence bigint, problem text)
language sql stable security definer set search_path = '' as $$
  select distinct on (w.chain) w.chain, w.sequence, case
    when w.sequence <> w.expected_sequence then 'missing event'
    when w.previous_hash <> w.expected_previous then 'broken link'
    else 'changed event' end
  from (
    select a.chain, a.sequence, a.previous_hash, a.hash, private.audit_hash(a) as expected_hash,
      row_number() over one as expected_sequence, coalesce(lag(a.hash) over one, '\x') as expected_previous
    from public.audit_events a where p_chain is null or a.chain = p_chain
    window one as (partition by a.chain order by a.sequence)
  ) w
  where w.sequence <> w.expected_sequence or w.previous_hash <> w.expected_previous or w.hash <> w.expected_hash
  order by w.chain, w.sequence
$$;

revoke all on function public.append_audit_events(jsonb), public.verify_audit(text)
  from public, anon, authenticated, service_role;
grant execute on function public.append_audit_events(jsonb), public.verify_audit(text) to service_role;

-- Conversations, messages, runs and results.
--
-- Who may call what:
--   the user's own token   start_turn, request_stop, and reading; renaming, sharing and deleting
--                          their own conversations
--   service_role only      renew_run_lease, store_result, finish_run, interrupt_expired_runs
-- A member who talks to PostgREST directly can therefore at worst ask a question that nobody works
-- on (it ends as `interrupted`); run states, answers and results cannot be forged.

create table public.conversations (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  title text not null default '' check (length(title) <= 200),
  -- A QueryTarget (app/shared/query-target.ts).
  target jsonb not null,
  -- `organization`: everybody of the organisation, viewers too, may read it.
  visibility text not null default 'private' check (visibility in ('private', 'organization')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (org_id, id)
);
create index conversations_mine on public.conversations (org_id, user_id, updated_at desc);
create index conversations_shared on public.conversations (org_id, updated_at desc) where visibility = 'organization';

create table public.messages (
  -- The client chooses a question's id, which is what makes asking twice harmless.
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null,
  conversation_id uuid not null,
  role text not null check (role in ('user', 'assistant')),
  parts jsonb not null check (jsonb_typeof(parts) = 'array'),
  -- The run that wrote an assistant message; null for a question.
  run_id uuid unique,
  sequence bigint generated always as identity,
  created_at timestamptz not null default now(),
  foreign key (org_id, conversation_id) references public.conversations (org_id, id) on delete cascade
);
create index messages_conversation on public.messages (org_id, conversation_id, sequence);

create table public.runs (
  id uuid primary key,
  org_id uuid not null,
  conversation_id uuid not null,
  message_id uuid not null unique references public.messages (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  status text not null check (status in ('queued', 'running', 'done', 'stopped', 'failed', 'interrupted')),
  lease_expires_at timestamptz,
  worker text check (length(worker) <= 100),
  stop_requested boolean not null default false,
  analyst text check (length(analyst) <= 40),
  error_code text check (length(error_code) <= 60),
  -- The offline analyst's own plan, for follow-up questions.
  plan jsonb,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  foreign key (org_id, conversation_id) references public.conversations (org_id, id) on delete cascade
);
create index runs_conversation on public.runs (org_id, conversation_id, started_at);
create index runs_leases on public.runs (lease_expires_at) where status in ('queued', 'running');

create table public.results (
  id uuid primary key,
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid references auth.users (id) on delete set null,
  -- Null where the SQL was run by hand, outside a conversation.
  conversation_id uuid,
  run_id uuid references public.runs (id) on delete cascade,
  sql text not null,
  target jsonb not null,
  columns jsonb not null check (jsonb_typeof(columns) = 'array'),
  -- The first 1,000 rows.
  rows jsonb not null check (jsonb_typeof(rows) = 'array' and jsonb_array_length(rows) <= 1000),
  row_count integer not null check (row_count >= 0),
  truncated text check (truncated in ('rows', 'bytes', 'cell')),
  elapsed_ms double precision not null,
  chart jsonb,
  created_at timestamptz not null default now(),
  foreign key (org_id, conversation_id) references public.conversations (org_id, id) on delete cascade
);
create index results_conversation on public.results (org_id, conversation_id, created_at);
create index results_run on public.results (run_id);

alter table public.conversations enable row level security;
alter table public.messages enable row level security;
alter table public.runs enable row level security;
alter table public.results enable row level security;

create policy conversations_read on public.conversations for select to authenticated
  using (org_id in (select private.my_org_ids())
    and (user_id = (select auth.uid()) or visibility = 'organization'));
create policy conversations_change on public.conversations for update to authenticated
  using (org_id in (select private.my_org_ids('member')) and user_id = (select auth.uid()))
  with check (org_id in (select private.my_org_ids('member')) and user_id = (select auth.uid()));
create policy conversations_delete on public.conversations for delete to authenticated
  using (org_id in (select private.my_org_ids('member')) and user_id = (select auth.uid()));
-- What belongs to a conversation is seen by whoever sees the conversation (its policy applies inside).
create policy messages_read on public.messages for select to authenticated
  using (org_id in (select private.my_org_ids())
    and exists (select from public.conversations c where c.id = conversation_id));
create policy runs_read on public.runs for select to authenticated
  using (org_id in (select private.my_org_ids())
    and exists (select from public.conversations c where c.id = conversation_id));
create policy results_read on public.results for select to authenticated
  using (org_id in (select private.my_org_ids())
    and (user_id = (select auth.uid()) or exists (select from public.conversations c where c.id = conversation_id)));

grant select, delete on public.conversations to authenticated;
grant update (title, visibility) on public.conversations to authenticated;
grant select on public.messages, public.results to authenticated;
grant select (id, org_id, conversation_id, message_id, user_id, status, lease_expires_at, stop_requested,
  analyst, error_code, plan, started_at, finished_at) on public.runs to authenticated;
grant all on public.conversations, public.messages, public.runs, public.results to service_role;

-- A target that is not the organisation's own is refused.
create function private.require_target(p_org_id uuid, p_target jsonb) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_target ->> 'kind' = 'warehouse' and p_target ->> 'orgId' = p_org_id::text then
    return;
  end if;
  if p_target ->> 'kind' = 'connected' and exists (select from public.data_sources d
      where d.org_id = p_org_id and d.id::text = p_target ->> 'dataSourceId') then
    return;
  end if;
  raise exception 'no such target' using errcode = 'P0002';
end $$;
revoke all on function private.require_target(uuid, jsonb) from public;

-- Stores the question and claims its run in one step, as the caller (a member).
-- The same message id again, from a double click, a reload or another app copy, stores nothing and
-- answers the run there is, with `claimed: false`; a run whose lease is over is marked interrupted.
-- `p_parts` of the question are one text part. Lease 5..300 s. Returns {run_id, claimed, status}.
create function public.start_turn(
  p_conversation_id uuid, p_org_id uuid, p_message_id uuid, p_question text, p_run_id uuid,
  p_worker text, p_lease_seconds integer, p_title text, p_target jsonb
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := auth.uid();
  v_run public.runs;
begin
  perform private.require_role(p_org_id, 'member');
  if p_lease_seconds not between 5 and 300 or length(p_question) not between 1 and 20000
     or num_nulls(p_conversation_id, p_message_id, p_question, p_run_id, p_worker, p_lease_seconds) > 0 then
    raise exception 'invalid turn' using errcode = '22023';
  end if;
  perform private.require_target(p_org_id, p_target);
  -- Two callers with one message id take turns; the second sees what the first committed.
  perform pg_advisory_xact_lock(hashtextextended(p_message_id::text, 0));

  select r.* into v_run from public.runs r where r.message_id = p_message_id;
  if found then
    if v_run.org_id <> p_org_id or v_run.conversation_id <> p_conversation_id or v_run.user_id <> v_user then
      raise exception 'no such conversation' using errcode = 'P0002';
    end if;
    if v_run.status in ('queued', 'running') and v_run.lease_expires_at < clock_timestamp() then
      update public.runs r set status = 'interrupted', finished_at = clock_timestamp(), lease_expires_at = null
        where r.id = v_run.id and r.status in ('queued', 'running') and r.lease_expires_at < clock_timestamp();
      select r.* into v_run from public.runs r where r.id = v_run.id;
    end if;
    return jsonb_build_object('run_id', v_run.id, 'claimed', false, 'status', v_run.status);
  end if;

  insert into public.conversations (id, org_id, user_id, title, target)
    values (p_conversation_id, p_org_id, v_user, left(coalesce(nullif(btrim(p_title), ''), p_question), 200), p_target)
    on conflict (id) do nothing;
  -- Also orders the turns of one conversation. Only its author may ask in it.
  perform 1 from public.conversations c
    where c.id = p_conversation_id and c.org_id = p_org_id and c.user_id = v_user for update;
  if not found then
    raise exception 'no such conversation' using errcode = 'P0002';
  end if;
  insert into public.messages (id, org_id, conversation_id, role, parts)
    values (p_message_id, p_org_id, p_conversation_id, 'user',
            jsonb_build_array(jsonb_build_object('type', 'text', 'text', p_question)));
  insert into public.runs (id, org_id, conversation_id, message_id, user_id, status, worker, lease_expires_at)
    values (p_run_id, p_org_id, p_conversation_id, p_message_id, v_user, 'running', p_worker,
            clock_timestamp() + make_interval(secs => p_lease_seconds));
  update public.conversations c set updated_at = now() where c.id = p_conversation_id;
  return jsonb_build_object('run_id', p_run_id, 'claimed', true, 'status', 'running');
end $$;

-- The heartbeat of the worker that holds the run. Returns {active, stop_requested}; `active: false`
-- means that the run was settled or taken away and the worker must let go.
create function public.renew_run_lease(p_run_id uuid, p_worker text, p_lease_seconds integer) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_stop boolean;
begin
  if p_lease_seconds is null or p_lease_seconds not between 5 and 300 then
    raise exception 'invalid lease' using errcode = '22023';
  end if;
  update public.runs r set lease_expires_at = clock_timestamp() + make_interval(secs => p_lease_seconds)
    where r.id = p_run_id and r.worker = p_worker and r.status = 'running'
    returning r.stop_requested into v_stop;
  return jsonb_build_object('active', v_stop is not null, 'stop_requested', coalesce(v_stop, false));
end $$;

-- Settles a run exactly once and stores the assistant's message with it. `p_parts` null stores none.
-- Returns {settled, status, message_id}: the first settlement wins, a later one changes nothing.
create function public.finish_run(
  p_run_id uuid, p_worker text, p_status text, p_parts jsonb, p_analyst text default null,
  p_error_code text default null, p_plan jsonb default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
  v_message uuid;
begin
  if p_status is null or p_status not in ('done', 'stopped', 'failed') then
    raise exception 'invalid status' using errcode = '22023';
  end if;
  update public.runs r set status = p_status, analyst = p_analyst, error_code = p_error_code, plan = p_plan,
      finished_at = clock_timestamp(), lease_expires_at = null
    where r.id = p_run_id and r.worker = p_worker and r.status = 'running'
    returning r.* into v_run;
  if not found then
    return jsonb_build_object('settled', false,
      'status', (select r.status from public.runs r where r.id = p_run_id), 'message_id', null);
  end if;
  if p_parts is not null then
    insert into public.messages (org_id, conversation_id, role, parts, run_id)
      values (v_run.org_id, v_run.conversation_id, 'assistant', p_parts, v_run.id)
      returning id into v_message;
  end if;
  update public.conversations c set updated_at = now() where c.id = v_run.conversation_id;
  return jsonb_build_object('settled', true, 'status', p_status, 'message_id', v_message);
end $$;

-- Stores what a run's SQL returned (call again with the same id to add the chart). Organisation,
-- conversation and user come from the run, so they cannot disagree with it. Rows past the first
-- 1,000 are dropped here; `p_row_count` says how many there were. Only while the run is held.
create function public.store_result(
  p_result_id uuid, p_run_id uuid, p_worker text, p_sql text, p_target jsonb, p_columns jsonb, p_rows jsonb,
  p_row_count integer, p_truncated text, p_elapsed_ms double precision, p_chart jsonb default null
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
begin
  select r.* into v_run from public.runs r
    where r.id = p_run_id and r.worker = p_worker and r.status = 'running' for share;
  if not found then
    raise exception 'the run is not held' using errcode = '55000';
  end if;
  perform private.require_target(v_run.org_id, p_target);
  insert into public.results (id, org_id, user_id, conversation_id, run_id, sql, target, columns, rows,
      row_count, truncated, elapsed_ms, chart)
    values (p_result_id, v_run.org_id, v_run.user_id, v_run.conversation_id, v_run.id, p_sql, p_target, p_columns,
      case when jsonb_array_length(p_rows) > 1000 then jsonb_path_query_array(p_rows, '$[0 to 999]') else p_rows end,
      p_row_count, p_truncated, p_elapsed_ms, p_chart)
    on conflict (id) do update set chart = excluded.chart where public.results.run_id = excluded.run_id;
  return p_result_id;
end $$;

-- Asks a run to stop: its asker or an admin. False where it is settled already (a stale stop).
create function public.request_stop(p_run_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_run public.runs;
begin
  select r.* into v_run from public.runs r
    join public.conversations c on c.id = r.conversation_id
    where r.id = p_run_id and r.org_id in (select private.my_org_ids('member'))
      and (r.user_id = auth.uid()
        or (c.visibility = 'organization' and private.role_rank(private.my_role(r.org_id)) >= private.role_rank('admin')));
  if not found then
    raise exception 'no such run' using errcode = 'P0002';
  end if;
  update public.runs r set stop_requested = true where r.id = p_run_id and r.status in ('queued', 'running');
  return found;
end $$;

-- Marks up to `p_limit` runs whose worker went silent. Safe to call from every app copy at once.
create function public.interrupt_expired_runs(p_limit integer default 100)
returns table (run_id uuid, org_id uuid, conversation_id uuid)
language sql security definer set search_path = '' as $$
  update public.runs r set status = 'interrupted', finished_at = clock_timestamp(), lease_expires_at = null
  where r.id in (
    select e.id from public.runs e
    where e.status in ('queued', 'running') and e.lease_expires_at < clock_timestamp()
    order by e.lease_expires_at limit least(p_limit, 1000) for update skip locked)
  returning r.id, r.org_id, r.conversation_id
$$;

revoke all on function
  public.start_turn(uuid, uuid, uuid, text, uuid, text, integer, text, jsonb), public.request_stop(uuid),
  public.renew_run_lease(uuid, text, integer), public.finish_run(uuid, text, text, jsonb, text, text, jsonb),
  public.store_result(uuid, uuid, text, text, jsonb, jsonb, jsonb, integer, text, double precision, jsonb),
  public.interrupt_expired_runs(integer) from public, anon, authenticated, service_role;
grant execute on function
  public.start_turn(uuid, uuid, uuid, text, uuid, text, integer, text, jsonb), public.request_stop(uuid)
  to authenticated;
grant execute on function
  public.renew_run_lease(uuid, text, integer), public.finish_run(uuid, text, text, jsonb, text, text, jsonb),
  public.store_result(uuid, uuid, text, text, jsonb, jsonb, jsonb, integer, text, double precision, jsonb),
  public.interrupt_expired_runs(integer) to service_role;

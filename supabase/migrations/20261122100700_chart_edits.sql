-- Charts that people change: the config of a result, the ones it had before, and what the newest draws.
--
-- Who may call what: the author of the conversation, while a member, `edit_chart` and `undo_chart_edit`. The app
-- checks a config against the rows before it stores one, and again whenever it reads one: whoever calls these
-- directly can store an odd config of their own answer, which is then mended or not drawn. `chart_data` holds
-- drawn values, so only the service role writes it.

alter table public.results
  -- Former configs, oldest first.
  add column chart_history jsonb not null default '[]'
    check (jsonb_typeof(chart_history) = 'array' and jsonb_array_length(chart_history) <= 20),
  -- What `chart` draws, shaped from all rows, where there are more than a page gets; else null.
  add column chart_data jsonb;

-- The caller's own result, locked.
create function private.my_result(p_result_id uuid) returns public.results
language plpgsql security definer set search_path = '' as $$
declare
  v_result public.results;
begin
  select r.* into v_result from public.results r
    join public.conversations c on c.id = r.conversation_id and c.org_id = r.org_id
    where r.id = p_result_id and c.user_id = auth.uid() and r.org_id in (select private.my_org_ids('member'))
    for update of r;
  if not found or v_result.chart is null then
    raise exception 'no such chart' using errcode = 'P0002';
  end if;
  return v_result;
end $$;
revoke all on function private.my_result(uuid) from public;

-- Puts a config in the place of the one there is, which is kept; the oldest of more than 20 goes.
create function public.edit_chart(p_result_id uuid, p_chart jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_result public.results;
  v_history jsonb;
begin
  if p_chart is null or jsonb_typeof(p_chart) <> 'object' or length(p_chart::text) > 20000 then
    raise exception 'invalid chart' using errcode = '22023';
  end if;
  v_result := private.my_result(p_result_id);
  if v_result.chart = p_chart then
    return;
  end if;
  v_history := v_result.chart_history || jsonb_build_array(v_result.chart);
  update public.results r
    set chart = p_chart,
        chart_history = case when jsonb_array_length(v_history) > 20 then v_history - 0 else v_history end
    where r.id = p_result_id;
end $$;

-- Puts the former config back. False where there is none.
create function public.undo_chart_edit(p_result_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_result public.results;
begin
  v_result := private.my_result(p_result_id);
  if jsonb_array_length(v_result.chart_history) = 0 then
    return false;
  end if;
  update public.results r set chart = v_result.chart_history -> -1, chart_history = v_result.chart_history - -1
    where r.id = p_result_id;
  return true;
end $$;

revoke all on function public.edit_chart(uuid, jsonb), public.undo_chart_edit(uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.edit_chart(uuid, jsonb), public.undo_chart_edit(uuid) to authenticated;

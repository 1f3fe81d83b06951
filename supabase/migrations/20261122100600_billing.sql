-- What Stripe says about an organisation's subscription, applied once per event and never backwards.

-- Counts changes: who read an older state must read again before writing.
alter table public.subscriptions add column revision bigint not null default 0;

-- Applies the state of a subscription that was fetched because of an event. The event and its effect are one
-- transaction. service_role only.
--   p_event         {id, type, created}
--   p_subscription  {org_id, customer, subscription, plan, status, seats, current_period_end, cancel_at_period_end}
--   p_expected_revision  what `subscriptions.revision` was before the state was fetched (0: no row)
-- Answers `applied`; `duplicate` where the event was applied before; `stale` where another event was applied since
-- the state was fetched (fetch again); `ignored` where the organisation is gone, or another subscription of it lives.
create function public.apply_stripe_subscription(p_event jsonb, p_subscription jsonb, p_expected_revision bigint)
returns text
language plpgsql security definer set search_path = '' as $$
declare
  v_org uuid := (p_subscription ->> 'org_id')::uuid;
  v_created timestamptz := to_timestamp((p_event ->> 'created')::bigint);
  v_live constant text[] := array['active', 'trialing', 'past_due'];
  v_is_live boolean := p_subscription ->> 'status' = any (v_live);
  v_plan text := case when v_is_live then p_subscription ->> 'plan' else 'free' end;
  v_known public.subscriptions;
  v_found boolean;
begin
  perform 1 from public.organizations o where o.id = v_org for update;
  v_found := found;
  if exists (select from public.stripe_events e where e.id = p_event ->> 'id') then
    return 'duplicate';
  end if;
  select s.* into v_known from public.subscriptions s where s.org_id = v_org;
  if v_found and coalesce(v_known.revision, 0) <> p_expected_revision then
    return 'stale';
  end if;
  insert into public.stripe_events (id, type, created_at) values (p_event ->> 'id', p_event ->> 'type', v_created)
    on conflict do nothing;
  if not found then
    return 'duplicate';
  end if;
  if not v_found or (not v_is_live and v_known.status = any (v_live)
      and v_known.stripe_subscription_id <> p_subscription ->> 'subscription') then
    return 'ignored';
  end if;
  insert into public.subscriptions as s (org_id, stripe_customer_id, stripe_subscription_id, plan, status, seats,
      current_period_end, cancel_at_period_end, stripe_updated_at, updated_at, revision)
    values (v_org, p_subscription ->> 'customer', p_subscription ->> 'subscription', v_plan,
      p_subscription ->> 'status', (p_subscription ->> 'seats')::integer,
      to_timestamp((p_subscription ->> 'current_period_end')::bigint),
      coalesce((p_subscription ->> 'cancel_at_period_end')::boolean, false), v_created, now(), 1)
    on conflict (org_id) do update set stripe_customer_id = excluded.stripe_customer_id,
      stripe_subscription_id = excluded.stripe_subscription_id, plan = excluded.plan, status = excluded.status,
      seats = excluded.seats, current_period_end = excluded.current_period_end,
      cancel_at_period_end = excluded.cancel_at_period_end,
      stripe_updated_at = greatest(s.stripe_updated_at, excluded.stripe_updated_at),
      updated_at = now(), revision = s.revision + 1;
  update public.organizations o set plan = v_plan where o.id = v_org;
  return 'applied';
end $$;

revoke all on function public.apply_stripe_subscription(jsonb, jsonb, bigint)
  from public, anon, authenticated, service_role;
grant execute on function public.apply_stripe_subscription(jsonb, jsonb, bigint) to service_role;

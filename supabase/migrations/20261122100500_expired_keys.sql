-- Expired idempotency keys go as new ones come: the key itself, so that it can be claimed again after its day, and a few
-- others, so that the table stays small without a scheduled job.
create function private.drop_expired_keys() returns trigger
language plpgsql set search_path = '' as $$
begin
  delete from public.idempotency_keys k
    where k.scope = new.scope and k.action = new.action and k.key = new.key and k.expires_at < now();
  delete from public.idempotency_keys k where (k.scope, k.action, k.key) in (
    select e.scope, e.action, e.key from public.idempotency_keys e
    where e.expires_at < now() order by e.expires_at limit 20 for update skip locked);
  return new;
end $$;
revoke all on function private.drop_expired_keys() from public;
create trigger idempotency_keys_expire before insert on public.idempotency_keys
  for each row execute function private.drop_expired_keys();

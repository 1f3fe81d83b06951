-- Organisations, memberships and invitations.

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  name text not null check (length(btrim(name)) between 1 and 80),
  plan text not null default 'free' check (plan in ('free', 'team', 'business')),
  created_at timestamptz not null default now()
);
comment on table public.organizations is 'A workspace; its data never mixes with another''s.';

create table public.memberships (
  org_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('viewer', 'member', 'admin', 'owner')),
  created_at timestamptz not null default now(),
  primary key (org_id, user_id)
);
create index memberships_user_id on public.memberships (user_id);

create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  org_id uuid not null references public.organizations (id) on delete cascade,
  email text not null check (email = lower(btrim(email)) and length(email) between 3 and 254),
  role text not null check (role in ('viewer', 'member', 'admin')),
  -- sha256 of the token in the mailed link; the token itself is stored nowhere.
  token_hash bytea not null unique check (length(token_hash) = 32),
  invited_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create index invitations_org_id on public.invitations (org_id, created_at);
create unique index invitations_open on public.invitations (org_id, email)
  where accepted_at is null and revoked_at is null;

-- Roles, weakest first; the same order as app/shared/roles.ts.
create function private.role_rank(p_role text) returns integer
language sql immutable parallel safe set search_path = '' as $$
  select array_position(array['viewer', 'member', 'admin', 'owner'], p_role)
$$;

-- Organisations in which the caller is at least `p_needed`. Policies call it once per query, as
-- `org_id in (select private.my_org_ids('member'))`. DEFINER, because memberships has policies too.
create function private.my_org_ids(p_needed text default 'viewer') returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.org_id from public.memberships m
  where m.user_id = (select auth.uid()) and private.role_rank(m.role) >= private.role_rank(p_needed)
$$;

-- The caller's role in one organisation, null where there is none.
create function private.my_role(p_org_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.role from public.memberships m where m.org_id = p_org_id and m.user_id = (select auth.uid())
$$;

-- Raises 42501 unless the caller is at least `p_needed`.
create function private.require_role(p_org_id uuid, p_needed text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if coalesce(private.role_rank(private.my_role(p_org_id)), 0) < private.role_rank(p_needed) then
    raise exception 'not allowed' using errcode = '42501';
  end if;
end $$;

revoke all on function private.role_rank(text), private.my_org_ids(text), private.my_role(uuid),
  private.require_role(uuid, text) from public;
-- Policies run as the caller, who therefore needs EXECUTE, but no USAGE on the schema.
grant execute on function private.my_org_ids(text), private.my_role(uuid) to authenticated;

alter table public.organizations enable row level security;
alter table public.memberships enable row level security;
alter table public.invitations enable row level security;

create policy organizations_read on public.organizations for select to authenticated
  using (id in (select private.my_org_ids()));
create policy organizations_rename on public.organizations for update to authenticated
  using (id in (select private.my_org_ids('admin'))) with check (id in (select private.my_org_ids('admin')));
create policy memberships_read on public.memberships for select to authenticated
  using (org_id in (select private.my_org_ids()));
create policy invitations_read on public.invitations for select to authenticated
  using (org_id in (select private.my_org_ids('admin')));

-- Plan and slug are not the members' to change; memberships and invitations change by rpc only.
grant select on public.organizations to authenticated;
grant update (name) on public.organizations to authenticated;
grant select on public.memberships to authenticated;
grant select (id, org_id, email, role, invited_by, created_at, expires_at, accepted_at, revoked_at)
  on public.invitations to authenticated;
grant all on public.organizations, public.memberships, public.invitations to service_role;

-- Makes an organisation, its business schema and the caller's ownership in one step.
-- Callable by any signed-in user, at most 20 owned organisations. Returns {id, slug, name}.
create function public.create_organization(p_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user uuid := auth.uid();
  v_name text := btrim(regexp_replace(coalesce(p_name, ''), '\s+', ' ', 'g'));
  v_base text;
  v_slug text;
  v_id uuid := gen_random_uuid();
begin
  if v_user is null then
    raise exception 'not signed in' using errcode = '42501';
  end if;
  if length(v_name) not between 1 and 80 then
    raise exception 'a name has 1 to 80 characters' using errcode = '22023';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('create_organization', 0));
  if (select count(*) from public.memberships m where m.user_id = v_user and m.role = 'owner') >= 20 then
    raise exception 'too many organisations' using errcode = '54000';
  end if;
  v_base := left(btrim(regexp_replace(lower(v_name), '[^a-z0-9]+', '-', 'g'), '-'), 48);
  v_base := coalesce(nullif(btrim(v_base, '-'), ''), 'workspace');
  v_slug := v_base;
  for v_try in 2..100 loop
    exit when not exists (select from public.organizations o where o.slug = v_slug);
    -- After a few plain numbers a random end, so that a popular name needs no long walk.
    v_slug := v_base || '-' || case when v_try < 6 then v_try::text
      else encode(extensions.gen_random_bytes(4), 'hex') end;
  end loop;
  insert into public.organizations (id, slug, name) values (v_id, v_slug, v_name);
  insert into public.memberships (org_id, user_id, role) values (v_id, v_user, 'owner');
  perform private.create_business_schema(v_id);
  return jsonb_build_object('id', v_id, 'slug', v_slug, 'name', v_name);
end $$;

-- Invites an address. The caller (an admin) hashes the token; the same address asked again replaces
-- the open invitation. Returns the invitation's id.
create function public.create_invitation(
  p_org_id uuid, p_email text, p_role text, p_token_hash text, p_valid_hours integer default 168
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  v_email text := lower(btrim(p_email));
  v_id uuid;
begin
  perform private.require_role(p_org_id, 'admin');
  if p_role not in ('viewer', 'member', 'admin') or p_valid_hours not between 1 and 720
     or p_token_hash !~ '^[0-9a-f]{64}$' then
    raise exception 'invalid invitation' using errcode = '22023';
  end if;
  if exists (select from public.memberships m join auth.users u on u.id = m.user_id
             where m.org_id = p_org_id and lower(u.email) = v_email) then
    raise exception 'already a member' using errcode = '23505';
  end if;
  perform 1 from public.organizations o where o.id = p_org_id for update;
  update public.invitations i set revoked_at = now()
    where i.org_id = p_org_id and i.email = v_email and i.accepted_at is null and i.revoked_at is null;
  if (select count(*) from public.invitations i where i.org_id = p_org_id
      and i.created_at > now() - interval '1 day') >= 200 then
    raise exception 'too many invitations' using errcode = '54000';
  end if;
  insert into public.invitations (org_id, email, role, token_hash, invited_by, expires_at)
    values (p_org_id, v_email, p_role, decode(p_token_hash, 'hex'), auth.uid(),
            now() + make_interval(hours => p_valid_hours))
    returning id into v_id;
  return v_id;
end $$;

create function public.revoke_invitation(p_invitation_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  v_org uuid := (select i.org_id from public.invitations i where i.id = p_invitation_id);
begin
  perform private.require_role(v_org, 'admin');
  update public.invitations i set revoked_at = now()
    where i.id = p_invitation_id and i.accepted_at is null and i.revoked_at is null;
  return found;
end $$;

-- Accepts by the mailed token. Only the signed-in owner of the invited address can; every other case
-- answers P0002 alike. An existing membership keeps its role. Returns {id, slug, name}.
create function public.accept_invitation(p_token text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_invitation public.invitations;
  v_result jsonb;
begin
  select i.* into v_invitation from public.invitations i
    join auth.users u on u.id = auth.uid() and lower(u.email) = i.email and u.email_confirmed_at is not null
    where i.token_hash = sha256(convert_to(coalesce(p_token, ''), 'UTF8'))
      and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
    for update of i;
  if not found then
    raise exception 'no such invitation' using errcode = 'P0002';
  end if;
  insert into public.memberships (org_id, user_id, role)
    values (v_invitation.org_id, auth.uid(), v_invitation.role) on conflict do nothing;
  update public.invitations i set accepted_at = now() where i.id = v_invitation.id;
  select jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.name) into v_result
    from public.organizations o where o.id = v_invitation.org_id;
  return v_result;
end $$;

-- An organisation always keeps an owner, only owners make or unmake owners, and nobody but an owner
-- touches an owner.
create function public.set_member_role(p_org_id uuid, p_user_id uuid, p_role text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_old text;
begin
  perform private.require_role(p_org_id, 'admin');
  perform 1 from public.organizations o where o.id = p_org_id for update;
  select m.role into v_old from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id;
  if v_old is null then
    raise exception 'no such member' using errcode = 'P0002';
  end if;
  if private.role_rank(p_role) is null then
    raise exception 'no such role' using errcode = '22023';
  end if;
  if 'owner' in (v_old, p_role) then
    perform private.require_role(p_org_id, 'owner');
  end if;
  if v_old = 'owner' and p_role <> 'owner' and not exists (select from public.memberships m
      where m.org_id = p_org_id and m.role = 'owner' and m.user_id <> p_user_id) then
    raise exception 'the last owner stays' using errcode = '55000';
  end if;
  update public.memberships m set role = p_role where m.org_id = p_org_id and m.user_id = p_user_id;
end $$;

-- Removes a member, or the caller from an organisation (leaving needs no role).
create function public.remove_member(p_org_id uuid, p_user_id uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_old text;
begin
  perform private.require_role(p_org_id, case when p_user_id = auth.uid() then 'viewer' else 'admin' end);
  perform 1 from public.organizations o where o.id = p_org_id for update;
  select m.role into v_old from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id;
  if v_old is null then
    raise exception 'no such member' using errcode = 'P0002';
  end if;
  if v_old = 'owner' then
    perform private.require_role(p_org_id, 'owner');
    if not exists (select from public.memberships m
        where m.org_id = p_org_id and m.role = 'owner' and m.user_id <> p_user_id) then
      raise exception 'the last owner stays' using errcode = '55000';
    end if;
  end if;
  delete from public.memberships m where m.org_id = p_org_id and m.user_id = p_user_id;
end $$;

-- Members with their addresses, for the people page. Any member of the organisation may look.
create function public.organization_members(p_org_id uuid)
returns table (user_id uuid, email text, role text, created_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_role(p_org_id, 'viewer');
  return query select m.user_id, u.email::text, m.role, m.created_at
    from public.memberships m join auth.users u on u.id = m.user_id
    where m.org_id = p_org_id order by m.created_at, u.email;
end $$;

revoke all on function public.create_organization(text),
  public.create_invitation(uuid, text, text, text, integer), public.revoke_invitation(uuid),
  public.accept_invitation(text), public.set_member_role(uuid, uuid, text),
  public.remove_member(uuid, uuid), public.organization_members(uuid) from public, anon, service_role;
grant execute on function public.create_organization(text),
  public.create_invitation(uuid, text, text, text, integer), public.revoke_invitation(uuid),
  public.accept_invitation(text), public.set_member_role(uuid, uuid, text),
  public.remove_member(uuid, uuid), public.organization_members(uuid) to authenticated;

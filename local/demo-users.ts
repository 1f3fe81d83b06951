/** Demo logins. They exist on this machine only; no migration and no seed knows them. */
export const DEMO_PASSWORD = "plain-chart-demo";

/** Ids of the two demo organisations, as supabase/seed.sql writes them. */
export const NORTHWIND_ID = "0a11ce00-0000-4000-8000-000000000001";
export const HARBOR_ID = "0a11ce00-0000-4000-8000-000000000002";

export type DemoUser = {
  id: string;
  email: string;
  password: string;
  memberships: readonly {
    orgId: string;
    organization: string;
    slug: string;
    role: "owner" | "admin" | "member" | "viewer";
  }[];
};

const northwind = { orgId: NORTHWIND_ID, organization: "Northwind Studio", slug: "northwind-studio" } as const;
const harbor = { orgId: HARBOR_ID, organization: "Harbor Labs", slug: "harbor-labs" } as const;

export const DEMO_USERS: readonly DemoUser[] = [
  {
    id: "0a11ce00-0000-4000-8000-0000000000a1",
    email: "ada@northwind.test",
    password: DEMO_PASSWORD,
    memberships: [{ ...northwind, role: "owner" }],
  },
  {
    id: "0a11ce00-0000-4000-8000-0000000000a2",
    email: "ben@northwind.test",
    password: DEMO_PASSWORD,
    memberships: [{ ...northwind, role: "viewer" }],
  },
  {
    id: "0a11ce00-0000-4000-8000-0000000000a3",
    email: "carla@harbor.test",
    password: DEMO_PASSWORD,
    memberships: [{ ...harbor, role: "owner" }],
  },
];

export const PLAN_IDS = ["free", "team", "business"] as const;

export type PlanId = (typeof PLAN_IDS)[number];

export type Plan = {
  id: PlanId;
  name: string;
  /** For whom, in a sentence. */
  summary: string;
  /** As shown; what is charged is the price that the plan's setting names in Stripe. */
  price: string;
  period: string;
  includes: string[];
};

/** What can be bought. The rates are `ACTION_RATE_LIMITS` times `PLAN_MULTIPLIERS`; a test holds them equal. */
export const PLANS: readonly Plan[] = [
  {
    id: "free",
    name: "Free",
    summary: "To find out whether your data answers you.",
    price: "€0",
    period: "",
    includes: ["Every kind of question, chart and refusal", "15 questions a minute for each person", "Audit log"],
  },
  {
    id: "team",
    name: "Team",
    summary: "For a team that asks every day.",
    price: "€49",
    period: "per month and organisation",
    includes: ["Everything in Free", "45 questions a minute for each person"],
  },
  {
    id: "business",
    name: "Business",
    summary: "For a company that runs on its answers.",
    price: "€199",
    period: "per month and organisation",
    includes: ["Everything in Team", "150 questions a minute for each person"],
  },
];

import { minutes } from "#app/server/platform/clock.ts";

/** One row of the limits table. */
export type RateLimit = {
  /** Requests in one window, for one user (or one address, for a visitor). */
  maxRequests: number;
  windowMs: number;
  /**
   * What happens while Redis does not answer. `fallback`: this process counts for itself, at half the rate.
   * `allow`: let through. Both are logged and counted.
   */
  outage: "fallback" | "allow";
  /** The organisation's share, as a multiple of `maxRequests`. Left out: the organisation is not counted. */
  orgMultiple?: number;
  /** Requests in one window from one client address, whoever is signed in. Left out: only visitors are. */
  addressMaxRequests?: number;
  /**
   * For `limitBy`, where `maxRequests` is for one subject from one address: requests in one window about the
   * subject from all addresses together. Strangers can fill it, so it never blocks beyond its window.
   */
  subjectMaxRequests?: number;
  /** Actions whose limits name the same bucket share one count. Left out: each action has its own. */
  bucket?: string;
};

/** Every limit of the app. The mechanism is in `enforce-limit.ts`. */
export const ACTION_RATE_LIMITS = {
  /** Everyday clicks. */
  USER_ACTION: { maxRequests: 30, windowMs: minutes(1), outage: "allow", orgMultiple: 10 },
  /** Creates, edits and deletes. */
  WRITE_OPERATION: { maxRequests: 15, windowMs: minutes(1), outage: "fallback", orgMultiple: 10 },
  /** Whatever may call a language model, counted together: a second way to ask is no second allowance. */
  AI_GENERATION: {
    maxRequests: 15,
    windowMs: minutes(1),
    outage: "fallback",
    orgMultiple: 6,
    addressMaxRequests: 60,
    bucket: "ai-generation",
  },
  /** Queries over business data. */
  ANALYTICS_QUERY: { maxRequests: 100, windowMs: minutes(1), outage: "allow", orgMultiple: 10 },
  /** Sign in, sign up, reset, from one address. */
  AUTHENTICATION: { maxRequests: 10, windowMs: minutes(5), outage: "fallback", addressMaxRequests: 10 },
  /**
   * Sign in to one account, from one address; its owner elsewhere is not in the way of a stranger's guesses. From all
   * addresses together: little for guessing, and whoever wants to fill it needs a new address for every twenty.
   */
  ACCOUNT: { maxRequests: 20, windowMs: minutes(15), outage: "fallback", subjectMaxRequests: 400 },
  /** Links mailed to one account. The total spares a mailbox; whoever finds it full has mails that work. */
  ACCOUNT_MAIL: { maxRequests: 20, windowMs: minutes(15), outage: "fallback", subjectMaxRequests: 40 },
  /** The contact form. Every press counts, so it leaves room for mistakes and for a repeated one. */
  CONTACT: { maxRequests: 20, windowMs: minutes(10), outage: "fallback", addressMaxRequests: 20 },
} as const satisfies Record<string, RateLimit>;

/** How much more a paying organisation may do. */
export const PLAN_MULTIPLIERS = { free: 1, team: 3, business: 10 } as const;

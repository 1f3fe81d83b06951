/** More series than this cannot be told apart; the rest is folded into "Other" or left out, and that is said. */
export const MAXIMUM_SERIES = 8;

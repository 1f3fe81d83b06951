/** The page to go on to after signing in, as a form carries it unseen; the action checks it. */
export function carryNext(url: URL): { next: string } | undefined {
  const next = url.searchParams.get("next");
  return next === null ? undefined : { next };
}

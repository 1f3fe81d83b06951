type ErrorDetail = { message?: string; requestId?: string };

/** The public text and the request's id from what a route threw; nothing where it threw something else. */
export function readErrorDetail(data: unknown): ErrorDetail {
  if (typeof data !== "object" || data === null) return {};
  const { message, requestId } = data as Record<string, unknown>;
  return {
    message: typeof message === "string" ? message : undefined,
    requestId: typeof requestId === "string" ? requestId : undefined,
  };
}

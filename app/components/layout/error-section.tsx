import { isRouteErrorResponse, Link } from "react-router";
import { readErrorDetail } from "./read-error-detail.ts";

type ErrorSectionProps = { error: unknown; home: { label: string; href: string } };

/** What went wrong with one page inside an organisation; everything around it stays. */
export function ErrorSection({ error, home }: ErrorSectionProps) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const { message } = readErrorDetail(isRouteErrorResponse(error) ? error.data : undefined);
  return (
    <div className="mx-auto w-full max-w-3xl space-y-4 px-4 pt-12 sm:px-8 lg:pt-20">
      <title>{`Plainchart: error ${status}`}</title>
      <p className="text-small text-ink-faint tabular-nums">Error {status}</p>
      <h1 className="text-title font-semibold">
        {status === 404 ? "There is nothing here" : "This page can't be shown"}
      </h1>
      <p className="text-ink-soft">{message ?? "Reload the page; if it happens again, come back later."}</p>
      <p>
        <Link to={home.href} className="link">
          {home.label}
        </Link>
      </p>
    </div>
  );
}

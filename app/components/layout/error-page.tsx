import { Link } from "react-router";
import { ERROR_CODES } from "#app/shared/errors.ts";
import { Logo } from "./logo.tsx";

type ErrorPageProps = {
  status: number;
  /** Public text of the failure, where it says more than the status does. */
  message?: string;
  requestId?: string | null;
};

const PLAIN_WORDS: Record<number, { title: string; next: string }> = {
  401: { title: "Please sign in first", next: "After signing in you come back to this page." },
  403: { title: "Your role does not allow this", next: "Nothing was changed. An admin of the organisation can help." },
  404: { title: "There is nothing here", next: "The address may be mistyped, or the page is not yours to see." },
  405: { title: "This page only takes forms", next: "Go back and use the form there." },
  413: { title: "That is more than can be sent at once", next: "Nothing was kept. Go back and send less." },
  429: { title: "Too many requests", next: "Nothing was done. Wait a moment, then reload this page." },
  503: { title: "A part of Plainchart is not answering", next: "Try again in a minute." },
};

/** What a code says by itself says no more than the status does. */
const GENERAL_MESSAGES = new Set<string>(Object.values(ERROR_CODES).map((code) => code.message));

const SERVER_FAULT = {
  title: "Something went wrong on our side",
  next: "Reload the page. What you had typed may have to be typed again.",
};

const UNREADABLE = { title: "This request could not be read", next: "Go back, reload the page and try again." };

/** What happened, what was kept, what to do next. Used where the rest of the app may be broken: it needs no data. */
export function ErrorPage({ status, message, requestId }: ErrorPageProps) {
  const words = PLAIN_WORDS[status] ?? (status >= 500 ? SERVER_FAULT : UNREADABLE);
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-xl flex-col justify-center gap-8 px-4 py-12">
      <header>
        <Link to="/" reloadDocument className="flex w-fit">
          <Logo />
        </Link>
      </header>
      <main id="main" className="space-y-4">
        <p className="text-small text-ink-faint tabular-nums">Error {status}</p>
        <h1 className="text-title font-semibold">{words.title}</h1>
        {message && !GENERAL_MESSAGES.has(message) ? <p>{message}</p> : null}
        <p className="text-ink-soft">{words.next}</p>
        <p className="flex flex-wrap gap-x-6 gap-y-2 pt-2">
          {status === 401 ? (
            <a className="link" href="/sign-in">
              Sign in
            </a>
          ) : null}
          <a className="link" href="/">
            Go to the start page
          </a>
          <a className="link" href="/contact">
            Write to us
          </a>
        </p>
        {requestId ? (
          <p className="border-t border-rule pt-4 text-small text-ink-faint">
            Request <code className="font-mono select-all">{requestId}</code>
          </p>
        ) : null}
      </main>
    </div>
  );
}

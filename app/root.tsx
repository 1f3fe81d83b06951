import inter from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url";
import type { ReactNode } from "react";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteLoaderData,
  type LoaderFunctionArgs,
} from "react-router";
import "#app/app.css";
import { ErrorPage } from "#app/components/layout/error-page.tsx";
import { PageAnnouncer } from "#app/components/layout/page-announcer.tsx";
import { readErrorDetail } from "#app/components/layout/read-error-detail.ts";
import { readThemeCookie } from "#app/shared/theme.ts";

export function links() {
  return [
    { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
    { rel: "preload", href: inter, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  ];
}

export function loader({ request }: LoaderFunctionArgs) {
  return { theme: readThemeCookie(request.headers.get("Cookie")) };
}

export function Layout({ children }: { children: ReactNode }) {
  const theme = useRouteLoaderData<typeof loader>("root")?.theme ?? "system";
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === "system" ? "light dark" : theme} />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return (
    <>
      <Outlet />
      <PageAnnouncer />
    </>
  );
}

export function ErrorBoundary({ error }: { error: unknown }) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const { message, requestId } = readErrorDetail(isRouteErrorResponse(error) ? error.data : undefined);
  return (
    <>
      <title>{`Error ${status} · Plainchart`}</title>
      <ErrorPage status={status} message={message} requestId={requestId} />
    </>
  );
}

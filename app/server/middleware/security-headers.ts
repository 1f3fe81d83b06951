import type { Middleware } from "#app/server/middleware/middleware.ts";

type SecurityHeadersOptions = {
  /** Sends Strict-Transport-Security. */
  https: boolean;
  /** Vite's dev server injects styles without a nonce and talks over a web socket. */
  development?: boolean;
  /** Origins that pages may load a script and a frame from. */
  widgetOrigins?: readonly string[];
  /** Origins that a form may lead to. */
  formOrigins?: readonly string[];
};

/** The headers that tell a browser what a page of ours never does. */
export function securityHeaders(options: SecurityHeadersOptions): Middleware {
  const fixed = fixedHeaders(options);
  return async function securityHeadersMiddleware(_request, context, next) {
    const response = await next();
    for (const [name, value] of fixed) if (!response.headers.has(name)) response.headers.set(name, value);
    if (
      response.headers.get("content-type")?.startsWith("text/html") === true &&
      !response.headers.has("content-security-policy")
    ) {
      response.headers.set("content-security-policy", contentSecurityPolicy(context.cspNonce, options));
    }
    return response;
  };
}

function fixedHeaders({ https }: SecurityHeadersOptions): [string, string][] {
  return [
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "same-origin"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cross-origin-resource-policy", "same-origin"],
    ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
    ...(https ? ([["strict-transport-security", "max-age=31536000; includeSubDomains"]] as [string, string][]) : []),
  ];
}

/** Charts carry `style=` attributes, hence style-src-attr; elements need the nonce. */
function contentSecurityPolicy(
  nonce: string,
  { development = false, widgetOrigins = [], formOrigins = [] }: SecurityHeadersOptions,
): string {
  const widgets = widgetOrigins.map((origin) => ` ${origin}`).join("");
  const forms = formOrigins.map((origin) => ` ${origin}`).join("");
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${widgets}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    `frame-src 'self'${widgets}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action 'self'${forms}`,
  ].join("; ");
}

import { expect, test } from "vitest";

import { checkOrigin } from "#app/server/pipeline/stages/check-origin.ts";
import type { RequestContext } from "#app/server/platform/request-context.ts";

function contextWith(headers: Record<string, string>, method = "POST"): RequestContext {
  return { method, headers: new Headers(headers), url: new URL("https://app.example.com/contact") } as RequestContext;
}

test.for([
  ["the app's own origin", { origin: "https://app.example.com" }],
  ["a browser that says same-origin", { "sec-fetch-site": "same-origin", cookie: "a=b" }],
  ["a script without cookies and origin", {}],
] as [string, Record<string, string>][])("a write from %s passes", ([, headers]) => {
  expect(() => checkOrigin(contextWith(headers))).not.toThrow();
});

test.for([
  ["another site", { origin: "https://evil.example" }],
  ["another scheme", { origin: "http://app.example.com" }],
  ["another port", { origin: "https://app.example.com:8443" }],
  ["a sandboxed frame", { origin: "null" }],
  ["a sibling domain", { "sec-fetch-site": "same-site" }],
  ["another site, our origin forged", { origin: "https://app.example.com", "sec-fetch-site": "cross-site" }],
  ["an old client with a cookie", { cookie: "session=1" }],
] as [string, Record<string, string>][])("a write from %s is refused", ([, headers]) => {
  expect(() => checkOrigin(contextWith(headers))).toThrow(expect.objectContaining({ code: "ORIGIN_REFUSED" }));
});

test("reading needs no origin", () => {
  expect(() => checkOrigin(contextWith({ origin: "https://evil.example", cookie: "a=b" }, "GET"))).not.toThrow();
});

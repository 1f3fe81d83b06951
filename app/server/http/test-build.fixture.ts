import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from "react-router";

type RouteModule = {
  loader?: (args: LoaderFunctionArgs) => unknown;
  action?: (args: ActionFunctionArgs) => unknown;
};

/** A server build of resource routes only, by path. */
export function makeTestBuild(routes: Record<string, RouteModule>): ServerBuild {
  const entries = Object.entries(routes).map(([path, module]) => {
    const id = `routes/${path}`;
    return [id, { id, path, parentId: undefined, module }] as const;
  });
  const build = {
    entry: {
      module: {
        handleError: () => {},
        default: () => new Response("<!doctype html><p>page</p>", { headers: { "content-type": "text/html" } }),
      },
    },
    routes: Object.fromEntries(entries),
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "1" },
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    future: {},
    ssr: true,
    isSpaMode: false,
    prerender: [],
    routeDiscovery: { mode: "initial", manifestPath: "/__manifest" },
  };
  return build as unknown as ServerBuild;
}

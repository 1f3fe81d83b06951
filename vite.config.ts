import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

import { guardClientBundle } from "./scripts/vite/guard-client-bundle.ts";

export default defineConfig({
  plugins: [guardClientBundle(), tailwindcss(), reactRouter()],
  resolve: { tsconfigPaths: true },
  environments: {
    // One bundle holds server and routes, so that request context, pools and caches exist once.
    ssr: { build: { rollupOptions: { input: "./app/server/http/server.ts" } } },
  },
  // Nothing inlined: the content security policy admits no data: fonts.
  build: { target: "es2022", sourcemap: false, assetsInlineLimit: 0 },
});

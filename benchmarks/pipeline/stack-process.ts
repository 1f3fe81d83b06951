import path from "node:path";

import { startLocalStack } from "#local/start.ts";

/** Serves the embedded stack to the benchmark that forked this. */
const stack = await startLocalStack({
  projectDir: path.resolve(import.meta.dirname, "../.."),
  name: "bench",
  appUrl: "http://127.0.0.1:3000",
});
const user = stack.demoUsers[0]!;
process.send?.({ env: stack.env, slug: user.memberships[0]!.slug, email: user.email, password: user.password });
process.once("message", () => void stack.stop().then(() => process.exit(0)));
process.once("disconnect", () => void stack.stop().then(() => process.exit(0)));

import { z } from "zod";
import { verifyAudit } from "#app/server/audit/verify-audit.ts";
import { projectDir } from "#scripts/project-tool.ts";
import { loadEnvironmentFile, needsLocalStack } from "./start/environment.ts";

/**
 * Walks the audit record's hash chains: `npm run audit:verify [-- <organisation id or "system">]`, all without an argument.
 * Where the environment names no real services, those of the embedded stack. Exits 0 when every chain holds, 1 when one
 * does not, 2 when it could not be found out.
 */
async function run(chain: string | undefined): Promise<number> {
  if (chain !== undefined && chain !== "system" && !z.uuid().safeParse(chain).success) {
    process.stderr.write('Name an organisation by its id, or "system".\n');
    return 2;
  }
  const broken = await verifyAudit(chain);
  for (const { chain: name, sequence, problem } of broken)
    process.stdout.write(`${name}  event ${sequence}: ${problem}\n`);
  process.stdout.write(
    broken.length === 0
      ? `${chain === undefined ? "Every chain holds" : "The chain holds"}.\n`
      : "The record was changed. What comes after an event named above can't be trusted.\n",
  );
  return broken.length === 0 ? 0 : 1;
}

loadEnvironmentFile();
await using stack = new AsyncDisposableStack();
try {
  const appUrl = (process.env["APP_URL"] ||= "http://localhost:3000");
  if (needsLocalStack(appUrl)) {
    process.stdout.write("No services are named: verifying the embedded stack's record.\n");
    const { startLocalStack } = await import("#local/start.ts");
    const local = await startLocalStack({ projectDir, appUrl });
    stack.defer(() => local.stop());
    Object.assign(process.env, local.env);
  }
  process.exitCode = await run(process.argv[2]);
} catch (error) {
  process.stderr.write(`The record could not be verified. ${error instanceof Error ? error.message : ""}\n`);
  process.exitCode = 2;
}

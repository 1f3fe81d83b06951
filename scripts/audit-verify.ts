import { loadEnvironmentFile } from "./start/environment.ts";
import { verifyAudit } from "#app/server/audit/verify-audit.ts";

/** `npm run audit:verify [-- <organisation id or "system">]`: 0 when every chain holds, 1 when one does not. */
loadEnvironmentFile();
const broken = await verifyAudit(process.argv[2]);
for (const { chain, sequence, problem } of broken) console.log(`${chain}  event ${sequence}  ${problem}`);
console.log(broken.length === 0 ? "Every chain holds." : `${broken.length} broken.`);
process.exitCode = broken.length === 0 ? 0 : 1;

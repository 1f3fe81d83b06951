import { runChecks } from "./checks/run-checks.ts";
import { stopRunningCommands } from "./checks/run-command.ts";
import { buildCheck, formatCheck, lintCheck, typesCheck } from "./checks/static-checks.ts";
import { endToEndCheck, vitestCheck } from "./checks/test-checks.ts";
import { onEndSignal } from "./start/end-signals.ts";

/** Everything: `npm test`, or some of it: `npm test -- lint e2e`. */
const checks = [typesCheck, lintCheck, formatCheck, vitestCheck("vitest"), buildCheck, endToEndCheck];
onEndSignal(stopRunningCommands);
process.exit(await runChecks(checks, process.argv.slice(2)));

import { runChecks } from "./checks/run-checks.ts";
import { stopRunningCommands } from "./checks/run-command.ts";
import { formatCheck, lintCheck, typesCheck } from "./checks/static-checks.ts";
import { vitestCheck } from "./checks/test-checks.ts";
import { onEndSignal } from "./start/end-signals.ts";

/** What is worth waiting for after every change, under a minute: `npm run check`. */
const checks = [formatCheck, lintCheck, typesCheck, vitestCheck("unit", "unit")];
onEndSignal(stopRunningCommands);
process.exit(await runChecks(checks, process.argv.slice(2)));

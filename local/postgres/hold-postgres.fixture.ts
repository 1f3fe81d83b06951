/**
 * A process that uses a cluster until it is told to stop: argument 1 is the project folder, argument 2 an optional
 * umask in octal. Prints one line of JSON when it is ready. On standard input "stop" stops, "throw" crashes and "leave"
 * exits without stopping.
 */
import { createInterface } from "node:readline";
import { startPostgres } from "#local/postgres.ts";

const [projectDir = "", umask] = process.argv.slice(2);
if (umask !== undefined) process.umask(Number.parseInt(umask, 8));
const { url, pid, owned, dataDir, stop } = await startPostgres({ projectDir, settings: { fsync: "off" } });
console.log(JSON.stringify({ url, pid, owned, dataDir }));

for await (const command of createInterface({ input: process.stdin })) {
  if (command === "stop") {
    await stop();
    break;
  }
  if (command === "throw") throw new Error("crashed on purpose");
  if (command === "leave") process.exit(0);
}
process.stdin.destroy();

import { readFileSync } from "node:fs";
import path from "node:path";

export type StackFacts = {
  inboxUrl: string;
  supabaseUrl: string;
  publishableKey: string;
  demoUsers: { email: string; password: string }[];
};

const dataDir = path.resolve(import.meta.dirname, "..", ".data");

/** What `start-server.ts` left about the running stack. */
export function stackFacts(): StackFacts {
  return JSON.parse(readFileSync(path.join(dataDir, "e2e.json"), "utf8"));
}

/** The file that holds a demo user's session. */
export function signedInAs(name: "ada" | "ben" | "carla"): string {
  return path.join(dataDir, `e2e-session-${name}.json`);
}

/** The newest mail to an address: its HTML, or its text where it has none. Mails are delivered before the page that sent them answers. */
export async function newestMail(to: string): Promise<string> {
  const answer = await fetch(new URL(`/inbox.json?to=${encodeURIComponent(to)}`, stackFacts().inboxUrl));
  const mails = (await answer.json()) as { html?: string; text?: string }[];
  return mails[0]?.html || mails[0]?.text || "";
}

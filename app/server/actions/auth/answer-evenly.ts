import { setTimeout as wait } from "node:timers/promises";

/** Longer than the slowest branch usually takes: hashing a password and sending a mail. */
const EVEN_MS = 500;

/** Makes an answer take the same time whether an address is known or not. Failures wait too. */
export async function answerEvenly<Value>(work: () => Promise<Value>): Promise<Value> {
  const even = wait(EVEN_MS);
  try {
    return await work();
  } finally {
    await even;
  }
}

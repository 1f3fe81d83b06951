import path from "node:path";

/** The checkout's folder. */
export const projectDir: string = path.resolve(import.meta.dirname, "..", "..");

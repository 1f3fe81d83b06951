import path from "node:path";
import type { TestProject } from "vitest/node";
import { startTestCluster, type TestCluster } from "#test/test-cluster.ts";

declare module "vitest" {
  export interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Vitest's global setup of the integration tests: one Postgres and one template database for the whole run. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...cluster } = await startTestCluster(path.resolve(import.meta.dirname, ".."));
  project.provide("testCluster", cluster);
  return stop;
}

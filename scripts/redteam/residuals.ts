/** What one text did that it should not have, before it is known whether the wall promises to stop it. */
export type Finding = {
  kind:
    | "ran"
    | "canary"
    | "twin"
    | "state"
    | "write"
    | "lock"
    | "notify"
    | "wal"
    | "file"
    | "memory"
    | "time"
    | "uncancellable"
    | "restart"
    | "size"
    | "crash";
  detail: string;
};

export type Residual = {
  name: string;
  /** Why the database wall alone cannot stop it. */
  why: string;
  /** What keeps it small, also with the guard off. */
  boundedBy: string;
  matches(finding: Finding, sql: string): boolean;
};

/** Readable by everybody in every Postgres database: names, source, comments, statistics, settings. */
const CATALOG_READ =
  /\bpg_\w+|information_schema|current_setting|description\(|\bexplain\b|\bshow\b|\bctid\b|\bxmin\b|tableoid|\bversion\(|::reg|to_reg|format_type|txid_|has_\w+_privilege|inet_server|sign_token|hmac/i;

/**
 * All that a bare analyst login may still do when the guard is off. With the guard on none of it is reachable: there the list does
 * not count. Anything a text does beyond it fails the run.
 */
export const RESIDUALS: readonly Residual[] = [
  {
    name: "catalog text",
    why: "Function source, comments and custom settings are readable by PUBLIC; a hosted role cannot revoke that.",
    boundedBy: "No secret may be kept there: `npm run doctor` looks for them.",
    matches: (finding) => finding.kind === "canary" && /CANARY_(?:SRC|GUC|CMT)_/.test(finding.detail),
  },
  {
    name: "catalog statistics",
    why: "Sizes, row estimates, counters and plans of shared tables follow other tenants' rows; pg_catalog is readable by PUBLIC.",
    boundedBy: "Counts only, never values; business tables of the product lie in one schema per organisation.",
    matches: (finding, sql) => finding.kind === "twin" && CATALOG_READ.test(sql),
  },
  {
    name: "WAL messages",
    why: "pg_logical_emit_message is executable by PUBLIC and writes WAL in a read-only transaction.",
    boundedBy: "statement_timeout, CONNECTION LIMIT; 1 GB per call.",
    matches: (finding, sql) => finding.kind === "wal" && /pg_logical_emit_message/i.test(sql),
  },
  {
    name: "notifications",
    why: "pg_notify and LISTEN are open to every role.",
    boundedBy: "The executor rolls back, and a notification is sent only by a commit.",
    matches: (finding) => finding.kind === "notify",
  },
  {
    name: "advisory locks",
    why: "Advisory lock functions are executable by PUBLIC and outlive a rollback.",
    boundedBy: "`discard all` before a session is used again; statement_timeout.",
    matches: (finding) => finding.kind === "lock",
  },
  {
    name: "memory",
    why: "One function call may allocate up to 1 GB, whatever work_mem says.",
    boundedBy: "statement_timeout, CONNECTION LIMIT, and a memory limit on the server (operator's duty).",
    matches: (finding) => finding.kind === "memory",
  },
  {
    name: "uncancellable XML",
    why: "libxml2 and XPath run without looking at interrupts: neither a timeout nor pg_terminate_backend ends them.",
    boundedBy: "The executor lets go after the time limit; CONNECTION LIMIT; only a restart frees the processor.",
    matches: (finding, sql) => finding.kind === "uncancellable" && /xml|xpath/i.test(sql),
  },
  {
    name: "uncancellable lexing",
    why: "The server reads nested comments in quadratic time without looking at interrupts.",
    boundedBy: "Texts above 10 KB never reach the server through the product.",
    matches: (finding, sql) => finding.kind === "uncancellable" && sql.length > 10_000,
  },
];

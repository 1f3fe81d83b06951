import { Refusal } from "./refusal.ts";
import { locationOf, type TreeNode } from "./tree.ts";

const CONSTRUCTS: Readonly<Record<string, string>> = {
  XmlExpr: "XML functions aren't available here.",
  XmlSerialize: "XML functions aren't available here.",
  RangeTableFunc: "XMLTABLE isn't available here.",
  RangeTableSample: "TABLESAMPLE isn't available here.",
  JsonTable: "JSON_TABLE isn't available here.",
  CurrentOfExpr: "Cursors aren't available here.",
  SetToDefault: "DEFAULT has no meaning in a query.",
  GroupByAll: "GROUP BY ALL isn't available here.",
};

const STATEMENTS: Readonly<Record<string, string>> = {
  InsertStmt: "INSERT",
  UpdateStmt: "UPDATE",
  DeleteStmt: "DELETE",
  MergeStmt: "MERGE",
  TruncateStmt: "TRUNCATE",
  DropStmt: "DROP",
  CreateStmt: "CREATE TABLE",
  CreateTableAsStmt: "CREATE TABLE",
  AlterTableStmt: "ALTER TABLE",
  CopyStmt: "COPY",
  ExplainStmt: "EXPLAIN",
  TransactionStmt: "Transaction control",
  VariableSetStmt: "SET",
  VariableShowStmt: "SHOW",
  DoStmt: "DO",
  CallStmt: "CALL",
  ExecuteStmt: "EXECUTE",
  PrepareStmt: "PREPARE",
  GrantStmt: "GRANT",
  GrantRoleStmt: "GRANT",
  LockStmt: "LOCK",
  ListenStmt: "LISTEN",
  NotifyStmt: "NOTIFY",
  VacuumStmt: "VACUUM",
};

/** A refusal for a node type that is not on the list. */
export function refuseConstruct(type: string, node: TreeNode): Refusal {
  if (type === "ParamRef") {
    return new Refusal(
      "PARAMETER",
      "Parameters such as $1 have no value here.",
      locationOf(node),
      "Write the value itself.",
    );
  }
  if (type.endsWith("Stmt")) return refuseStatement(type);
  return new Refusal(
    "CONSTRUCT",
    CONSTRUCTS[type] ?? "This kind of expression isn't available here.",
    locationOf(node),
  );
}

/** A refusal for a whole statement that is not a query, at the top or inside WITH. */
export function refuseStatement(type: string): Refusal {
  const name = STATEMENTS[type];
  const message =
    name === undefined ? "Only queries can run here." : `${name} isn't available here: only queries can run.`;
  return new Refusal("NOT_A_SELECT", message, null, "Start with SELECT or WITH.");
}

/** A refusal for a field that an allowed node may not have. */
export function refuseField(type: string, field: string, node: TreeNode): Refusal {
  const at = locationOf(node);
  if (field === "lockingClause") {
    return new Refusal(
      "LOCKING",
      "Row locks (FOR UPDATE, FOR SHARE) aren't available here.",
      null,
      "Leave the FOR clause out.",
    );
  }
  if (field === "intoClause") return new Refusal("INTO", "SELECT INTO would create a table.", null, "Leave INTO out.");
  if (field === "catalogname") return new Refusal("RELATION", "Another database can't be named here.", at);
  if (field === "useOp")
    return new Refusal("CONSTRUCT", "ORDER BY ... USING isn't available here.", at, "Use ASC or DESC.");
  if (field === "func_variadic") return new Refusal("CONSTRUCT", "VARIADIC isn't available here.", at);
  return new Refusal(
    "CONSTRUCT",
    `This form of ${type === "TypeName" ? "type" : "expression"} isn't available here.`,
    at,
  );
}

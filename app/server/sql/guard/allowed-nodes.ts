/**
 * Which parts of a parse tree may appear, and how to go through them. A node type or field that is not listed is refused, so
 * a construct that a later grammar adds stays out until somebody has read about it.
 *
 * - `node`: one node wrapped in its type name (`{"ColumnRef": {...}}`); `nodes`: a list of such
 * - `value`: a leaf that carries no node
 * - a type name: a node of exactly that type, not wrapped
 */
export type FieldRule = "node" | "nodes" | "value" | NodeType;

export const ALLOWED_NODES = {
  SelectStmt: {
    distinctClause: "nodes",
    targetList: "nodes",
    fromClause: "nodes",
    whereClause: "node",
    groupClause: "nodes",
    groupDistinct: "value",
    havingClause: "node",
    windowClause: "nodes",
    valuesLists: "nodes",
    sortClause: "nodes",
    limitOffset: "node",
    limitCount: "node",
    limitOption: "value",
    withClause: "WithClause",
    op: "value",
    all: "value",
    larg: "SelectStmt",
    rarg: "SelectStmt",
  },
  WithClause: { ctes: "nodes", recursive: "value", location: "value" },
  CommonTableExpr: {
    ctename: "value",
    aliascolnames: "nodes",
    ctematerialized: "value",
    ctequery: "node",
    location: "value",
    search_clause: "CTESearchClause",
    cycle_clause: "CTECycleClause",
  },
  CTESearchClause: {
    search_col_list: "nodes",
    search_breadth_first: "value",
    search_seq_column: "value",
    location: "value",
  },
  CTECycleClause: {
    cycle_col_list: "nodes",
    cycle_mark_column: "value",
    cycle_mark_value: "node",
    cycle_mark_default: "node",
    cycle_path_column: "value",
    location: "value",
  },
  RangeVar: {
    schemaname: "value",
    relname: "value",
    inh: "value",
    relpersistence: "value",
    alias: "Alias",
    location: "value",
  },
  RangeSubselect: { lateral: "value", subquery: "node", alias: "Alias" },
  RangeFunction: {
    lateral: "value",
    ordinality: "value",
    is_rowsfrom: "value",
    functions: "nodes",
    alias: "Alias",
    coldeflist: "nodes",
  },
  ColumnDef: { colname: "value", typeName: "TypeName", is_local: "value", location: "value" },
  JoinExpr: {
    jointype: "value",
    isNatural: "value",
    larg: "node",
    rarg: "node",
    usingClause: "nodes",
    join_using_alias: "Alias",
    quals: "node",
    alias: "Alias",
  },
  Alias: { aliasname: "value", colnames: "nodes" },
  ResTarget: { name: "value", val: "node", location: "value" },
  SortBy: { node: "node", sortby_dir: "value", sortby_nulls: "value", location: "value" },
  WindowDef: {
    name: "value",
    refname: "value",
    partitionClause: "nodes",
    orderClause: "nodes",
    frameOptions: "value",
    startOffset: "node",
    endOffset: "node",
    location: "value",
  },
  GroupingSet: { kind: "value", content: "nodes", location: "value" },
  GroupingFunc: { args: "nodes", location: "value" },
  List: { items: "nodes" },
  ColumnRef: { fields: "nodes", location: "value" },
  A_Star: {},
  A_Const: {
    ival: "value",
    fval: "value",
    boolval: "value",
    sval: "value",
    bsval: "value",
    isnull: "value",
    location: "value",
  },
  String: { sval: "value" },
  Integer: { ival: "value" },
  A_Expr: {
    kind: "value",
    name: "nodes",
    lexpr: "node",
    rexpr: "node",
    rexpr_list_start: "value",
    rexpr_list_end: "value",
    location: "value",
  },
  A_ArrayExpr: { elements: "nodes", list_start: "value", list_end: "value", location: "value" },
  A_Indirection: { arg: "node", indirection: "nodes" },
  A_Indices: { is_slice: "value", lidx: "node", uidx: "node" },
  BoolExpr: { boolop: "value", args: "nodes", location: "value" },
  NullTest: { arg: "node", nulltesttype: "value", location: "value" },
  BooleanTest: { arg: "node", booltesttype: "value", location: "value" },
  CaseExpr: { arg: "node", args: "nodes", defresult: "node", location: "value" },
  CaseWhen: { expr: "node", result: "node", location: "value" },
  CoalesceExpr: { args: "nodes", location: "value" },
  MinMaxExpr: { op: "value", args: "nodes", location: "value" },
  RowExpr: { args: "nodes", row_format: "value", location: "value" },
  SubLink: {
    subLinkType: "value",
    testexpr: "node",
    operName: "nodes",
    subselect: "node",
    location: "value",
  },
  TypeCast: { arg: "node", typeName: "TypeName", location: "value" },
  TypeName: { names: "nodes", typmods: "nodes", typemod: "value", arrayBounds: "nodes", location: "value" },
  CollateClause: { arg: "node", collname: "nodes", location: "value" },
  FuncCall: {
    funcname: "nodes",
    args: "nodes",
    agg_order: "nodes",
    agg_filter: "node",
    over: "WindowDef",
    agg_within_group: "value",
    agg_star: "value",
    agg_distinct: "value",
    funcformat: "value",
    location: "value",
  },
  NamedArgExpr: { name: "value", arg: "node", argnumber: "value", location: "value" },
  SQLValueFunction: { op: "value", typmod: "value", location: "value" },
} as const satisfies Record<string, Record<string, string>>;

export type NodeType = keyof typeof ALLOWED_NODES;

export function isAllowedNode(type: string): type is NodeType {
  return Object.hasOwn(ALLOWED_NODES, type);
}

export function fieldRule(type: NodeType, field: string): FieldRule | null {
  const rules: Readonly<Record<string, FieldRule>> = ALLOWED_NODES[type];
  return Object.hasOwn(rules, field) ? (rules[field] ?? null) : null;
}

/** Operators a query may use, unqualified or as `operator(pg_catalog.+)`. */
export const ALLOWED_OPERATORS: ReadonlySet<string> = new Set([
  ..."= <> != < <= > >= + - * / % ^ |/ ||/ @ & | # << >> ||".split(" "),
  ..."~ ~* !~ !~* ~~ ~~* !~~ !~~* ^@ ~<~ ~<=~ ~>~ ~>=~".split(" "),
  ..."-> ->> #> #>> @> <@ ? ?| ?& #- @? @@ && -|- &< &> <-> @>> <<@ <<= >>= ~=".split(" "),
  // The parser's own names for the four forms of BETWEEN; nobody can write an operator called so.
  "BETWEEN",
  "NOT BETWEEN",
  "BETWEEN SYMMETRIC",
  "NOT BETWEEN SYMMETRIC",
]);

export const ALLOWED_COLLATIONS: ReadonlySet<string> = new Set([
  "default",
  "C",
  "POSIX",
  "ucs_basic",
  "unicode",
  "und-x-icu",
  "en-x-icu",
  "en-US-x-icu",
  "C.UTF-8",
  "pg_c_utf8",
]);

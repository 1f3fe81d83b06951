import { Fragment } from "react";
import { ScrollRegion } from "./scroll-region.tsx";
import { tokenizeSql } from "./tokenize-sql.ts";

/** SQL with its words set apart. Long lines wrap: on a phone nobody scrolls sideways to read a condition. */
export function SqlCode({ sql, label = "SQL" }: { sql: string; label?: string }) {
  return (
    <ScrollRegion label={label} className="max-h-[32rem] rounded-medium bg-paper-sunk">
      <pre className="px-4 py-3 font-mono text-small leading-5.5 wrap-anywhere whitespace-pre-wrap">
        <code>
          {tokenizeSql(sql).map((token, index) =>
            token.kind === "plain" ? (
              <Fragment key={index}>{token.text}</Fragment>
            ) : (
              <span key={index} className={`sql-${token.kind}`}>
                {token.text}
              </span>
            ),
          )}
        </code>
      </pre>
    </ScrollRegion>
  );
}

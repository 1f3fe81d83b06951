import { isNumericType } from "#app/shared/format/is-numeric-type.ts";
import { formatCell } from "#app/shared/format/format-cell.ts";
import type { Cell, ResultColumn } from "#app/shared/result-set.ts";
import { Table, Td, Th } from "./table.tsx";

/** Rows above which a table scrolls inside itself. */
const LONG_TABLE = 25;

type ResultTableProps = { label: string; columns: ResultColumn[]; rows: Cell[][] };

/** Rows from the database, exactly as many as given. Columns may share a name: position tells them apart. */
export function ResultTable({ label, columns, rows }: ResultTableProps) {
  const numeric = columns.map((column) => isNumericType(column.type));
  return (
    // Few columns stay close together: the eye has to cross from a name to its number.
    <Table
      label={label}
      regionClassName={rows.length > LONG_TABLE ? "max-h-[32rem]" : undefined}
      className={columns.length < 4 ? "w-full sm:w-auto sm:min-w-96" : "w-full"}
    >
      <thead>
        <tr>
          {columns.map((column, index) => (
            <Th key={index} numeric={numeric[index]} title={column.type}>
              {/* A long name takes more lines rather than a wide empty column. */}
              <span className="inline-block w-max max-w-44 wrap-anywhere whitespace-normal">{column.name}</span>
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, rowIndex) => (
          <tr key={rowIndex} className="hover:bg-paper-sunk">
            {columns.map((column, index) => (
              <Td
                key={index}
                numeric={numeric[index]}
                className={isProse(column.type) ? "max-w-80 min-w-24 wrap-break-word" : "whitespace-nowrap"}
              >
                <CellText cell={row[index] ?? null} column={column} />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Only running text may wrap; a time or a key broken over lines cannot be compared with the next. */
function isProse(type: string): boolean {
  return !isNumericType(type) && !/^(date|time|timestamp|interval|uuid|bool)/.test(type);
}

function CellText({ cell, column }: { cell: Cell; column: ResultColumn }) {
  if (cell === null) return <span className="text-ink-faint italic">none</span>;
  if (cell === "") return <span className="text-ink-faint italic">empty</span>;
  return formatCell(cell, column);
}

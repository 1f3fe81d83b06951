import type { ComponentProps } from "react";
import { ScrollRegion } from "./scroll-region.tsx";
import { classNames } from "./class-names.ts";

type TableProps = ComponentProps<"table"> & {
  /** Names the table and its scrolling region. */
  label: string;
  regionClassName?: string;
};

/** A plain table with hairlines and a header that stays. Cells: `Th` and `Td`. */
export function Table({ label, regionClassName, className, children, ...rest }: TableProps) {
  return (
    <ScrollRegion label={label} className={classNames("scroll-edges", regionClassName)}>
      <table className={classNames("border-separate border-spacing-0 text-small", className ?? "w-full")} {...rest}>
        <caption className="sr-only">{label}</caption>
        {children}
      </table>
    </ScrollRegion>
  );
}

type CellProps = { numeric?: boolean };

export function Th({ numeric, className, scope = "col", ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope={scope}
      className={classNames(
        "border-b border-rule-strong/60 bg-paper py-2 pr-5 align-bottom font-medium whitespace-nowrap text-ink-soft last:pr-0",
        scope === "col" ? "sticky top-0 z-10" : null,
        numeric ? "text-right" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={classNames(
        "border-b border-rule py-1.5 pr-5 align-baseline last:pr-0",
        numeric ? "text-right whitespace-nowrap tabular-nums" : "text-left",
        className,
      )}
      {...rest}
    />
  );
}

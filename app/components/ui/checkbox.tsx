import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input type="checkbox" className={classNames("size-4.5 flex-none accent-ink", className)} {...rest} />;
}

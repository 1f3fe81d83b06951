import type { ComponentProps } from "react";
import { Link } from "react-router";
import { buttonClass, type ButtonLook } from "./button-class.ts";

type LinkButtonProps = ComponentProps<typeof Link> & ButtonLook;

export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <Link className={buttonClass({ variant, size }, className)} {...rest} />;
}

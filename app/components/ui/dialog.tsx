import { Dialog as Primitive } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { buttonClass, type ButtonLook } from "./button-class.ts";

type DialogProps = ButtonLook & {
  trigger: ReactNode;
  /** The page that asks the same without JavaScript. */
  href: string;
  title: string;
  description?: string;
  children: ReactNode;
};

/** A question put on top of the page. Its trigger is a link, so that without JavaScript a page asks instead. */
export function Dialog({ trigger, href, title, description, children, variant, size }: DialogProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger
        nativeButton={false}
        render={<a href={href} className={buttonClass({ variant, size })} />}
        onClick={(event) => event.preventDefault()}
      >
        {trigger}
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Backdrop className="fixed inset-0 z-30 bg-[rgb(0_0_0/35%)]" />
        <Primitive.Popup className="fixed top-1/2 left-1/2 z-30 w-[min(28rem,calc(100vw-2rem))] -translate-1/2 space-y-4 rounded-large border border-rule bg-paper-raised p-6 text-ink shadow-lifted">
          <Primitive.Title className="text-title font-semibold">{title}</Primitive.Title>
          {description ? <Primitive.Description className="text-ink-soft">{description}</Primitive.Description> : null}
          <div className="flex flex-wrap justify-end gap-2 pt-2">
            <Primitive.Close className={buttonClass({ variant: "quiet" })}>Cancel</Primitive.Close>
            {children}
          </div>
        </Primitive.Popup>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

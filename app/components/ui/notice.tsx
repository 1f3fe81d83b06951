import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type NoticeProps = {
  tone?: "plain" | "good" | "caution" | "danger";
  title?: string;
  /** `alert` interrupts a screen reader: only for what just went wrong. */
  role?: "alert" | "status" | "note";
  id?: string;
  className?: string;
  children?: ReactNode;
};

const TONES = {
  plain: { icon: Info, text: "text-ink-soft", edge: "border-rule-strong" },
  good: { icon: CircleCheck, text: "text-good", edge: "border-good" },
  caution: { icon: TriangleAlert, text: "text-caution", edge: "border-caution" },
  danger: { icon: CircleAlert, text: "text-danger", edge: "border-danger" },
} as const;

/** A remark set off by a rule on its left. The icon and the words carry the meaning, the colour only repeats it. */
export function Notice({ tone = "plain", title, role, id, className, children }: NoticeProps) {
  const { icon: Icon, text, edge } = TONES[tone];
  return (
    <div id={id} role={role} className={classNames("flex gap-2.5 border-l-2 py-0.5 pl-3", edge, className)}>
      <Icon aria-hidden className={classNames("mt-1 size-4 flex-none", text)} />
      <div className="min-w-0 space-y-1 wrap-anywhere">
        {title ? <p className="font-medium">{title}</p> : null}
        {children}
      </div>
    </div>
  );
}

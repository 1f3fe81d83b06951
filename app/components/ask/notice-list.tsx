import type { Notice as TurnNotice } from "#app/shared/turn.ts";
import { Notice } from "#app/components/ui/notice.tsx";

const TONES = {
  empty: "plain",
  all_null: "caution",
  truncated: "plain",
  fan_out: "caution",
  fallback: "plain",
  unchecked_number: "caution",
} as const satisfies Record<TurnNotice["kind"], "plain" | "caution">;

/** What a careful reader should know before trusting the answer. */
export function NoticeList({ notices }: { notices: TurnNotice[] }) {
  if (notices.length === 0) return null;
  return (
    <ul aria-label="Notes on this answer" className="space-y-2">
      {notices.map((notice, index) => (
        <li key={index}>
          <Notice tone={TONES[notice.kind]}>
            <p className="text-small text-ink-soft">{notice.message}</p>
          </Notice>
        </li>
      ))}
    </ul>
  );
}

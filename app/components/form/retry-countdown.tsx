import { useEffect, useState } from "react";
import { formatWait } from "#app/shared/format/format-wait.ts";

/** "Try again in 42 seconds." It stands still and stays true without JavaScript; with it, it counts down. */
export function RetryCountdown({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const readyAtMs = Date.now() + seconds * 1000;
    const timer = setInterval(() => {
      const remaining = Math.max(0, Math.ceil((readyAtMs - Date.now()) / 1000));
      setLeft(remaining);
      if (remaining === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  // A timer is not read out at every tick; a screen reader asks for it.
  return (
    <p role="timer" className="text-small text-ink-soft tabular-nums">
      {left > 0 ? `Try again in ${formatWait(left)}.` : "You can try again now."}
    </p>
  );
}

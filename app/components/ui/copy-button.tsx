import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { useHydrated } from "./use-hydrated.ts";

const SHOWN_MS = 2_000;

/** Copies text. Appears only where the browser can do it, so nothing dead is shown without JavaScript. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const hydrated = useHydrated();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  // It keeps its place while it waits for the browser, so that nothing moves when it appears.
  return (
    <Button
      variant="quiet"
      size="small"
      onClick={copy}
      className={hydrated && "clipboard" in navigator ? undefined : "invisible"}
    >
      {copied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
      <span aria-live="polite">{copied ? "Copied" : label}</span>
    </Button>
  );
}

import { useEffect, useRef } from "react";
import { Notice } from "#app/components/ui/notice.tsx";

type TurnstileApi = {
  render: (element: HTMLElement, options: Record<string, unknown>) => string | undefined;
  reset: (widgetId: string) => void;
  remove: (widgetId: string) => void;
};

declare global {
  interface Window {
    turnstile?: TurnstileApi;
  }
}

type TurnstileWidgetProps = {
  siteKey: string;
  action: string;
  /** Changes with every answer of the server: a token is good once, so the next try needs another. */
  attempt: unknown;
};

/** Cloudflare's proof that a person is writing. It is JavaScript, so without that the form says so. */
export function TurnstileWidget({ siteKey, action, attempt }: TurnstileWidgetProps) {
  const box = useRef<HTMLDivElement>(null);
  const widget = useRef<string | undefined>(undefined);

  useEffect(() => {
    let left = false;
    void loadTurnstile().then((turnstile) => {
      if (left || box.current === null || turnstile === undefined) return;
      widget.current = turnstile.render(box.current, {
        sitekey: siteKey,
        action,
        "response-field-name": "turnstileToken",
      });
    });
    return () => {
      left = true;
      if (widget.current !== undefined) window.turnstile?.remove(widget.current);
      widget.current = undefined;
    };
  }, [siteKey, action]);

  useEffect(() => {
    if (attempt && widget.current !== undefined) window.turnstile?.reset(widget.current);
  }, [attempt]);

  return (
    <div>
      <div ref={box} />
      <noscript>
        <Notice tone="caution">
          <p>This form checks that a person is writing, which needs JavaScript.</p>
        </Notice>
      </noscript>
    </div>
  );
}

let loading: Promise<TurnstileApi | undefined> | undefined;

function loadTurnstile(): Promise<TurnstileApi | undefined> {
  loading ??= new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";
    script.async = true;
    script.addEventListener("load", () => resolve(window.turnstile));
    script.addEventListener("error", () => resolve(undefined));
    document.head.append(script);
  });
  return loading;
}

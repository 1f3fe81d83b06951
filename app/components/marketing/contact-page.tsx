import type { ComponentProps } from "react";
import { Notice } from "#app/components/ui/notice.tsx";
import { ContactForm } from "./contact-form.tsx";

type ContactPageProps = ComponentProps<typeof ContactForm> & {
  /** The message was stored. */
  sent?: boolean;
};

export function ContactPage({ sent = false, ...form }: ContactPageProps) {
  return (
    <div className="mx-auto grid max-w-6xl gap-10 px-4 py-14 sm:px-8 sm:py-20 lg:grid-cols-[1fr_28rem] lg:gap-20">
      <div className="max-w-xl space-y-4">
        <h1 className="text-display font-semibold">Write to us</h1>
        <p className="text-title text-ink-soft">Questions about Plainchart, a plan, or something that went wrong.</p>
      </div>
      {sent ? (
        <Notice tone="good" role="status" title="Your message has arrived" className="self-start">
          <p className="text-ink-soft">The answer goes to the address you gave.</p>
        </Notice>
      ) : (
        <ContactForm {...form} />
      )}
    </div>
  );
}

import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { FormFailure } from "#app/components/form/form-outcome.ts";
import { newClientId } from "./new-client-id.ts";
import { readFailure } from "./read-failure.ts";

type FirstQuestionOptions = { conversationId: string; askHref: string; conversationHref: string };

/**
 * Asks the question that begins a conversation. Once the server has taken it, the page goes to the conversation,
 * which picks the answer up from its first word: so the address is right from then on, and a reload finds it.
 */
export function useFirstQuestion({ conversationId, askHref, conversationHref }: FirstQuestionOptions) {
  const navigate = useNavigate();
  const [asked, setAsked] = useState<string | null>(null);
  const [failure, setFailure] = useState<FormFailure | null>(null);
  const request = useRef<AbortController>(null);

  async function ask(question: string): Promise<void> {
    setAsked(question);
    setFailure(null);
    request.current = new AbortController();
    try {
      const answer = await fetch(askHref, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ conversationId, messageId: newClientId(), question }),
        signal: request.current.signal,
      });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.body?.cancel();
      await navigate(conversationHref);
    } catch (error) {
      setAsked(null);
      if (!request.current.signal.aborted) setFailure(readFailure(error instanceof Error ? error.message : ""));
    }
  }

  return { asked, failure, ask: (question: string) => void ask(question), stop: () => request.current?.abort() };
}

import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport, type UIMessage } from "ai";
import { useEffect, useMemo, useState } from "react";
import type { FormFailure } from "#app/components/form/form-outcome.ts";
import { collectTurnView, type MessagePart } from "./collect-turn-view.ts";
import { newClientId } from "./new-client-id.ts";
import { readFailure } from "./read-failure.ts";
import type { TurnView } from "./turn-view.ts";

/** Milliseconds until a page that waits for an answer it can't follow is read again. */
const RECHECK_MS = 600;

/** A turn as the page's loader found it. */
export type LoadedTurn = {
  messageId: string;
  question: string;
  /** Null where the question was never taken up. */
  runId: string | null;
  /** Null while nothing is stored: still running, or interrupted. */
  parts: MessagePart[] | null;
  status: "queued" | "running" | "done" | "stopped" | "failed" | "interrupted";
};

type LiveTurnsOptions = {
  conversationId: string;
  loaded: LoadedTurn[];
  /** Where questions are posted, and where a running answer can be picked up. */
  askHref: string;
  resumeHref: string;
  /** An answer is complete, here or elsewhere: the page should be read again. */
  onFinished: () => void;
};

/** The conversation's turns as they stream, starting from what the page brought along. */
export function useLiveTurns(options: LiveTurnsOptions) {
  const { conversationId, loaded, askHref, resumeHref } = options;
  const running = loaded.some((turn) => turn.status === "running" || turn.status === "queued");
  const [initial] = useState(() => loaded.flatMap(toMessages));
  const transport = useMemo(
    () =>
      new DefaultChatTransport({
        api: askHref,
        prepareSendMessagesRequest: ({ id, messages }) => {
          const last = messages.at(-1);
          return { body: { conversationId: id, messageId: last?.id, question: textOf(last) } };
        },
        prepareReconnectToStreamRequest: () => ({ api: resumeHref }),
      }),
    [askHref, resumeHref],
  );
  const chat = useChat({
    id: conversationId,
    messages: initial,
    generateId: newClientId,
    transport,
    resume: running,
    throttle: 40,
    // Not after a failure: reading the page again would fail too, and take the thread with it.
    onFinish: ({ isAbort, isDisconnect, isError }) => isAbort || isDisconnect || isError || options.onFinished(),
  });
  const busy = chat.status === "submitted" || chat.status === "streaming";
  const { setMessages } = chat;
  useEffect(() => {
    if (!busy) setMessages(loaded.flatMap(toMessages));
    // What the page brings along replaces what was streamed; while an answer streams, it is the newer one.
    // eslint-disable-next-line react/exhaustive-deps
  }, [loaded, setMessages]);
  const { onFinished } = options;
  useEffect(() => {
    if (!running || busy) return undefined;
    // Under way, but not streaming here: it ended while this page was made, or another tab asked.
    const timer = setTimeout(onFinished, RECHECK_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react/exhaustive-deps
  }, [loaded, running, busy]);
  const interrupted = new Set(loaded.filter((turn) => turn.status === "interrupted").map((turn) => turn.messageId));
  const failure = failureOf(chat.error);
  return {
    turns: toTurns(chat.messages, busy || running, interrupted, failure),
    busy,
    runId: busy ? runIdOf(chat.messages) : null,
    /** Only what the box can help with: a countdown. The sheet tells everything else. */
    failure: failure?.code === "RATE_LIMITED" ? failure : null,
    ask(question: string) {
      chat.clearError();
      void chat.sendMessage({ text: question });
    },
    takeBack: () => void chat.stop(),
  };
}

function toMessages(turn: LoadedTurn): UIMessage[] {
  const question: UIMessage = { id: turn.messageId, role: "user", parts: [{ type: "text", text: turn.question }] };
  if (turn.parts === null || turn.runId === null) return [question];
  return [question, { id: turn.runId, role: "assistant", parts: turn.parts as UIMessage["parts"] }];
}

function toTurns(
  messages: UIMessage[],
  busy: boolean,
  interrupted: ReadonlySet<string>,
  failure: FormFailure | null,
): TurnView[] {
  return messages.flatMap((message, index) => {
    if (message.role !== "user") return [];
    const next = messages[index + 1];
    const answer = next?.role === "assistant" ? next : undefined;
    const turn = collectTurnView({ id: message.id, question: textOf(message) }, answer?.parts ?? []);
    const waiting = busy && index >= messages.length - 2;
    const lastFailure = index === messages.length - 1 ? failure : null;
    return [!answer && !waiting ? endUnanswered(turn, interrupted.has(message.id), lastFailure) : turn];
  });
}

function endUnanswered(turn: TurnView, interrupted: boolean, failure: FormFailure | null): TurnView {
  if (failure) return { ...turn, stage: "failed", failure: { ...failure, hint: null } };
  const message = interrupted
    ? "This answer was interrupted before it was finished."
    : "This question was not answered.";
  return { ...turn, stage: "failed", failure: { code: "CANCELLED", message, hint: "Ask it again." } };
}

function runIdOf(messages: UIMessage[]): string | null {
  const last = messages.at(-1);
  return last?.role === "assistant" ? last.id : null;
}

function textOf(message: UIMessage | undefined): string {
  return message?.parts.map((part) => (part.type === "text" ? part.text : "")).join("") ?? "";
}

function failureOf(error: Error | undefined): FormFailure | null {
  return error ? readFailure(error.message) : null;
}

/** How a question is sent from anywhere on the page: a plain form post, or with JavaScript a call. */
export type AskForm = {
  action: string;
  /** Carried unseen: the conversation, the message's id, what it follows. */
  fields?: Record<string, string>;
  /** With JavaScript: takes the question instead of the post. */
  onAsk?: (question: string) => void;
};

import { newId } from "#app/server/platform/ids.ts";

/** Ids for the next question of a page, so that posting its form twice asks once. */
export function newConversationIds(): { conversationId: string; messageId: string } {
  return { conversationId: newId(), messageId: newId() };
}

import { NavLink } from "react-router";
import { classNames } from "#app/components/ui/class-names.ts";

export type ConversationLink = {
  id: string;
  title: string;
  href: string;
  /** "today", "3 days ago": made where the clock is. */
  when: string;
};

export function ConversationList({ conversations }: { conversations: ConversationLink[] }) {
  if (conversations.length === 0) {
    return <p className="px-2 text-small text-ink-faint">Your conversations will be listed here.</p>;
  }
  return (
    <nav aria-labelledby="conversations-title" className="space-y-1">
      <h2 id="conversations-title" className="px-2 text-small text-ink-faint">
        Conversations
      </h2>
      <ul>
        {conversations.map((conversation) => (
          <li key={conversation.id}>
            <NavLink
              to={conversation.href}
              title={`${conversation.title} (${conversation.when})`}
              className={({ isActive }) =>
                classNames(
                  "block truncate rounded-medium px-2 py-1.5 text-small max-lg:py-2.5",
                  isActive ? "bg-paper-sunk font-medium text-ink" : "text-ink-soft hover:bg-paper-sunk hover:text-ink",
                )
              }
            >
              {conversation.title}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

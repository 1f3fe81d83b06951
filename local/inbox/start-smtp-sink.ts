import type { AddressInfo } from "node:net";
import type { Mailbox } from "./mailbox.ts";

/** Takes every mail sent to 127.0.0.1 and puts it into the mailbox. Nothing is ever delivered further. */
export async function startSmtpSink(mailbox: Mailbox): Promise<{ url: string; stop(): Promise<void> }> {
  const { SMTPServer } = await import("smtp-server");
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    size: 5 * 1024 * 1024,
    logger: false,
    // How long closing waits for clients to leave, milliseconds.
    closeTimeout: 500,
    onData: (stream, session, accept) => {
      const recipients = session.envelope.rcptTo.map((recipient) => recipient.address).join(", ");
      // Parsing mail is a large import that most starts never need.
      import("mailparser")
        .then(({ simpleParser }) => simpleParser(stream))
        .then((mail) => {
          mailbox.add({
            to: recipients,
            subject: mail.subject ?? "",
            text: mail.text ?? "",
            html: mail.html || "",
          });
          accept();
        })
        .catch((error: unknown) => accept(error instanceof Error ? error : new Error("unreadable mail")));
    },
  });
  // A client that hangs up in mid-mail is not this process's end.
  server.on("error", () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

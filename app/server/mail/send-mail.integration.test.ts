import { expect, onTestFinished, test } from "vitest";

import { sendMail } from "#app/server/mail/send-mail.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

test("without a mail server it says so", async () => {
  setEnv({ ...stack.env, SMTP_URL: "" });
  onTestFinished(() => void setEnv(stack.env));
  await expect(sendMail({ to: "a@example.test", subject: "s", text: "t" })).rejects.toMatchObject({
    code: "NOT_CONFIGURED",
  });
});

test("a mail arrives, and line breaks in its headers add no header", async () => {
  const arrived = stack.mailbox.waitFor("ada@example.test");
  await sendMail({ to: "ada@example.test", subject: "Hello\r\nBcc: eve@example.test", text: "Grüße\n.\nend" });
  const mail = await arrived;
  expect(mail.subject).toBe("Hello Bcc: eve@example.test");
  expect(mail.text.trim()).toBe("Grüße\n.\nend");
  expect(stack.mailbox.list("eve@example.test")).toEqual([]);
});

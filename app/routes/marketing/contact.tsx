import { readReply } from "#app/components/form/read-reply.ts";
import { ContactPage } from "#app/components/marketing/contact-page.tsx";
import { TurnstileWidget } from "#app/components/marketing/turnstile-widget.tsx";
import { readContactPage } from "#app/server/actions/marketing/read-contact-page.ts";
import { submitContactPage } from "#app/server/actions/marketing/submit-contact-page.ts";
import { contactFieldsSchema, HONEYPOT_NAME } from "#app/shared/schemas/contact.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/contact.ts";

export const loader = asLoader(async ({ url }: Route.LoaderArgs) => ({
  ...(await readContactPage({})),
  sent: url.searchParams.has("sent"),
}));

export const action = (args: Route.ActionArgs) => submitContactPage.formAction(args);

export default function Contact({ loaderData, actionData }: Route.ComponentProps) {
  const { stamp, challenge, sent } = loaderData;
  return (
    <>
      <title>Contact · Plainchart</title>
      <meta name="description" content="Write to the people behind Plainchart." />
      <ContactPage
        schema={contactFieldsSchema}
        hidden={{ stamp }}
        honeypotName={HONEYPOT_NAME}
        challenge={challenge ? <TurnstileWidget {...challenge} attempt={actionData} /> : undefined}
        sent={sent}
        {...readReply(actionData)}
      />
    </>
  );
}

import type { ReactElement } from "react";
import { renderToString } from "react-dom/server";
import { createRoutesStub } from "react-router";
import { expect, test, vi } from "vitest";
import { SignInForm } from "#app/components/auth/sign-in-form.tsx";
import { ContactForm } from "#app/components/marketing/contact-form.tsx";
import { ComponentGallery, SPECIMEN_NAMES } from "./component-gallery.tsx";
import { contactSchema, signInSchema } from "./gallery-schemas.ts";

function renderPage(page: ReactElement): string {
  const Stub = createRoutesStub([{ path: "/", Component: () => page }]);
  return renderToString(<Stub />);
}

test.each(SPECIMEN_NAMES)("%s renders on the server, silently, with one heading of the first level", (name) => {
  const consoleError = vi.spyOn(console, "error");
  const html = renderPage(<ComponentGallery specimen={name} />);
  expect(consoleError).not.toHaveBeenCalled();
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html.match(/<main/g)).toHaveLength(1);
  consoleError.mockRestore();
});

test("every id of a page is unique", () => {
  for (const name of SPECIMEN_NAMES) {
    const ids = [...renderPage(<ComponentGallery specimen={name} />).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size, name).toBe(ids.length);
  }
});

test("a refused form comes back with what was typed, its errors, and the first wrong field focused", () => {
  const html = renderPage(
    <ContactForm
      schema={contactSchema}
      lastResult={{
        status: "error",
        initialValue: { name: "Ada", email: "ada@", message: "Hello there, a question" },
        error: { email: ["Enter an e-mail address."] },
      }}
    />,
  );
  expect(html).toContain('value="Ada"');
  expect(html).toContain("Hello there, a question");
  expect(html).toContain("Enter an e-mail address.");
  const focused = html.match(/<input[^>]*autofocus[^>]*>/g);
  expect(focused).toHaveLength(1);
  expect(focused?.[0]).toContain('name="email"');
  expect(focused?.[0]).toContain('aria-describedby="contact-email-error contact-email-hint"');
});

test("a password is never sent back into the page", () => {
  const html = renderPage(
    <SignInForm
      schema={signInSchema}
      lastResult={{
        status: "error",
        initialValue: { email: "ada@example.com", password: "correct horse" },
        error: { "": ["That did not match."] },
      }}
    />,
  );
  expect(html).toContain("ada@example.com");
  expect(html).toContain("That did not match.");
  expect(html).not.toContain("correct horse");
});

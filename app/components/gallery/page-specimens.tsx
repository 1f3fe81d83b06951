import type { ReactNode } from "react";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";
import { CheckMailPage } from "#app/components/auth/check-mail-page.tsx";
import { ConfirmPage } from "#app/components/auth/confirm-page.tsx";
import { CreateOrganizationForm } from "#app/components/auth/create-organization-form.tsx";
import { NewPasswordForm } from "#app/components/auth/new-password-form.tsx";
import { ResetRequestForm } from "#app/components/auth/reset-request-form.tsx";
import { SignInPage } from "#app/components/auth/sign-in-page.tsx";
import { SignUpPage } from "#app/components/auth/sign-up-page.tsx";
import { DataPage } from "#app/components/data/data-page.tsx";
import { ErrorPage } from "#app/components/layout/error-page.tsx";
import { MarketingLayout } from "#app/components/layout/marketing-layout.tsx";
import { ContactPage } from "#app/components/marketing/contact-page.tsx";
import { LandingPage } from "#app/components/marketing/landing-page.tsx";
import { PricingPage, type PricingPlan } from "#app/components/marketing/pricing-page.tsx";
import { CATALOG } from "./gallery-fixtures.ts";
import { contactSchema, emailSchema, nameSchema, passwordSchema, signInSchema } from "./gallery-schemas.ts";
import { drawChart, GalleryShell } from "./sheet-specimens.tsx";

const PLANS: PricingPlan[] = [
  {
    id: "free",
    name: "Free",
    summary: "For one person with a question now and then.",
    price: "€0",
    period: "",
    includes: ["15 questions a minute", "One data source", "Every answer with SQL and rows"],
    start: { label: "Start", href: "/sign-up" },
  },
  {
    id: "team",
    name: "Team",
    summary: "For an organisation that asks every day.",
    price: "€29",
    period: "per month and organisation",
    includes: ["Three times the limits", "Any number of members", "Audit log with export"],
    featured: true,
    start: { label: "Choose Team", action: "?", fields: { priceId: "team" } },
  },
];

const RATE_LIMITED = {
  code: "RATE_LIMITED" as const,
  message: "Too many requests. Please wait a moment.",
  retryAfter: 42,
};

export const PAGE_SPECIMENS: Record<string, () => ReactNode> = {
  landing: () => (
    <MarketingLayout>
      <LandingPage start={{ label: "Start asking", href: "/sign-up" }} view="table" renderChart={drawChart} />
    </MarketingLayout>
  ),
  pricing: () => (
    <MarketingLayout appHref="/o/northwind-studio">
      <PricingPage
        plans={PLANS}
        notice="Billing is not set up on this installation, so plans cannot be changed here."
      />
    </MarketingLayout>
  ),
  contact: () => (
    <MarketingLayout>
      <ContactPage
        schema={contactSchema}
        honeypotName="company_site"
        lastResult={{
          status: "error",
          initialValue: { name: "", email: "ada@", message: "Short" },
          error: {
            name: ["Enter your name."],
            email: ["Enter an e-mail address."],
            message: ["Write at least 10 characters."],
          },
        }}
      />
    </MarketingLayout>
  ),
  "contact-sent": () => (
    <MarketingLayout>
      <ContactPage schema={contactSchema} sent />
    </MarketingLayout>
  ),
  "sign-in": () => (
    <SignInPage
      password={{ schema: signInSchema, resetHref: "/reset" }}
      magicLink={{ schema: emailSchema }}
      signUpHref="/sign-up"
    />
  ),
  "sign-in-limited": () => (
    <SignInPage
      password={{ schema: signInSchema, resetHref: "/reset", failure: RATE_LIMITED }}
      magicLink={{ schema: emailSchema }}
      signUpHref="/sign-up"
    />
  ),
  "sign-up": () => <SignUpPage schema={signInSchema} passwordHint="At least 10 characters." signInHref="/sign-in" />,
  "check-mail": () => <CheckMailPage purpose="confirm" startAgainHref="/sign-up" inboxHref="http://127.0.0.1:1" />,
  confirm: () => <ConfirmPage purpose="confirm" hidden={{ token: "t" }} startAgainHref="/sign-up" />,
  "confirm-expired": () => (
    <ConfirmPage
      purpose="sign_in"
      hidden={{}}
      error="It was used already or is older than an hour."
      startAgainHref="/"
    />
  ),
  "reset-request": () => (
    <AuthLayout title="Forgot your password?" lead="Tell us the address of your account.">
      <ResetRequestForm schema={emailSchema} />
    </AuthLayout>
  ),
  "new-password": () => (
    <AuthLayout title="Set a new password">
      <NewPasswordForm schema={passwordSchema} passwordHint="At least 10 characters." />
    </AuthLayout>
  ),
  "create-organization": () => (
    <AuthLayout title="Create your organisation" lead="One step before your first question.">
      <CreateOrganizationForm schema={nameSchema} />
    </AuthLayout>
  ),
  data: () => (
    <GalleryShell>
      <DataPage catalog={CATALOG} />
    </GalleryShell>
  ),
  "data-empty": () => (
    <GalleryShell>
      <DataPage catalog={{ tables: [], relationships: [] }} emptyHint="An admin can connect a database." />
    </GalleryShell>
  ),
  "error-404": () => <ErrorPage status={404} requestId="01JD8Z6M3K9Q4W2R" />,
  "error-500": () => (
    <ErrorPage status={500} message="The database could not complete this." requestId="01JD8Z6M3K9Q4W2R" />
  ),
};

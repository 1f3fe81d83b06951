import { index, layout, route, type RouteConfig } from "@react-router/dev/routes";

export default [
  layout("routes/marketing/layout.tsx", [
    index("routes/marketing/landing.tsx"),
    route("pricing", "routes/marketing/pricing.tsx"),
    route("contact", "routes/marketing/contact.tsx"),
  ]),

  route("sign-in", "routes/auth/sign-in.tsx"),
  route("sign-up", "routes/auth/sign-up.tsx"),
  route("magic-link", "routes/auth/magic-link.tsx"),
  route("check-mail", "routes/auth/check-mail.tsx"),
  route("auth/confirm", "routes/auth/confirm.tsx"),
  route("reset", "routes/auth/reset.tsx"),
  route("new-password", "routes/auth/new-password.tsx"),
  route("sign-out", "routes/auth/sign-out.ts"),
  route("organizations/new", "routes/auth/new-organization.tsx"),
  route("theme", "routes/theme.ts"),

  route("o/:slug", "routes/ask/workspace.tsx", [
    index("routes/ask/new-conversation.tsx"),
    route("c/:conversationId", "routes/ask/conversation.tsx"),
    route("c/:conversationId/chart", "routes/ask/edit-chart.tsx"),
    route("c/:conversationId/chart/undo", "routes/ask/undo-chart-edit.tsx"),
    route("data", "routes/data/data.tsx"),
    route("settings/members", "routes/settings/members.tsx"),
    route("settings/audit", "routes/settings/audit.tsx"),
    route("settings/status", "routes/settings/status.tsx"),
    route("settings/billing", "routes/billing/billing.tsx"),
    route("settings/billing/portal", "routes/billing/portal.tsx"),
  ]),
  route("o/:slug/settings/audit.csv", "routes/settings/audit-csv.ts"),
  route("o/:slug/api/ask", "routes/api/ask.ts"),
  route("o/:slug/api/conversations/:conversationId/stream", "routes/api/resume.ts"),
  route("o/:slug/api/stop", "routes/api/stop.ts"),
  route("o/:slug/api/results/:resultId/:file", "routes/api/result-file.ts"),

  route("api/stripe/webhook", "routes/billing/stripe-webhook.ts"),

  // On the developer's own machine only; elsewhere they are not found.
  route("dev/components", "routes/dev/components.tsx"),
  route("dev/charts", "routes/dev/charts.tsx"),

  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig;

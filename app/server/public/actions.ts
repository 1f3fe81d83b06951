export { createCheckoutSession } from "#app/server/actions/billing/create-checkout-session.ts";
export { generateChartConfiguration } from "#app/server/actions/chat/generate-chart-configuration.ts";
export { generateChartConfigurationStream } from "#app/server/actions/chat/generate-chart-configuration-stream.ts";
export { generateSQL } from "#app/server/actions/chat/generate-sql.ts";
export { generateSQLStream } from "#app/server/actions/chat/generate-sql-stream.ts";
export { submitContactForm } from "#app/server/actions/marketing/submit-contact-form.ts";

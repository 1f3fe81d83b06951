export { validateInput } from "#app/server/pipeline/stages/validate-input.ts";

import { data } from "react-router";
import { ERROR_CODES } from "#app/shared/errors.ts";

/** Every other address: the error page, with the status of one that isn't there. */
export function loader(): never {
  throw data({ code: "NOT_FOUND", message: ERROR_CODES.NOT_FOUND.message }, { status: 404 });
}

export default function NotFound() {
  return null;
}

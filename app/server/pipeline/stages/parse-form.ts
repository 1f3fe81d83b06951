import { checkFormKeys, MAX_FORM_ENTRIES } from "#app/server/pipeline/stages/check-form-keys.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";

/**
 * Turns a form's bytes into entries that are safe to hand to Conform. The number of fields is counted
 * before they are parsed.
 *
 * @throws ApplicationError BAD_REQUEST for anything a form of this app would not send.
 */
export async function parseForm(body: Buffer, contentType: string, known: ReadonlySet<string>): Promise<FormData> {
  const form = await readEntries(body, contentType);
  checkFormKeys(form, known);
  return form;
}

async function readEntries(body: Buffer, contentType: string): Promise<FormData> {
  if (body.byteLength === 0) return new FormData();
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    if (count(body, "&") >= MAX_FORM_ENTRIES) throw unreadable("too many fields");
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(body.toString("utf8"))) form.append(name, value);
    return form;
  }
  const boundary = /^multipart\/form-data;.*boundary="?([^";]{1,70})"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw unreadable("not a form");
  if (count(body, `--${boundary}`) > MAX_FORM_ENTRIES + 1) throw unreadable("too many fields");
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch (error) {
    throw new ApplicationError({ code: "BAD_REQUEST", cause: error });
  }
}

/** Counts occurrences, giving up once there are more than any form may have. */
function count(body: Buffer, mark: string): number {
  let found = 0;
  for (
    let at = body.indexOf(mark);
    at !== -1 && found <= MAX_FORM_ENTRIES + 1;
    at = body.indexOf(mark, at + mark.length)
  )
    found += 1;
  return found;
}

function unreadable(reason: string): ApplicationError {
  return new ApplicationError({ code: "BAD_REQUEST", cause: new Error(`Form refused: ${reason}`) });
}

import { data } from "react-router";
import { isStorable } from "#app/domain/content/storable-text.ts";

/**
 * The fields of a submitted form; of a name given twice the last counts. Throws 415 or 400 with the
 * reason for anything that is not a form or that could not be stored.
 */
export async function readForm(request: Request): Promise<Record<string, FormDataEntryValue>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    throw data({ reason: "Send the fields of the page as a form." }, { status: 415 });
  const fields = await request.formData().catch(() => null);
  if (fields === null)
    throw data(
      { reason: "The form is malformed. Reload the page and try again." },
      { status: 400 },
    );
  for (const [name, value] of fields) {
    if (!isStorable(name) || (typeof value === "string" && !isStorable(value)))
      throw data(
        { reason: "The form contains a character that cannot be stored. Type the text again." },
        { status: 400 },
      );
  }
  return Object.fromEntries(fields);
}

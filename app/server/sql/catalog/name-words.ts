/** Splits `invoiceLine_id`, `InvoiceLineID` and `invoice-line id` alike. */
export function nameWords(name: string): string[] {
  return name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== "");
}

export function sameWord(left: string, right: string): boolean {
  return left === right || singularAndPlural(left).includes(right);
}

export function singularAndPlural(word: string): string[] {
  const forms = new Set([word, `${word}s`, `${word}es`]);
  if (word.endsWith("y")) forms.add(`${word.slice(0, -1)}ies`);
  if (word.endsWith("ies")) forms.add(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.add(word.slice(0, -2));
  if (word.endsWith("s") && !word.endsWith("ss")) forms.add(word.slice(0, -1));
  if (word === "people") forms.add("person");
  if (word === "person") forms.add("people");
  return [...forms];
}

/** Lower case, letters and digits only. */
export function compactName(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\d]+/gu, "");
}

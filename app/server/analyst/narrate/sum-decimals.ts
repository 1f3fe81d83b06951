/** Where a decimal text cannot be read exactly, doubles are added instead. */
const PLAIN_DECIMAL = /^-?\d+(?:\.\d+)?$/;

/**
 * Adds numbers as Postgres prints them without losing a cent: digits are added as integers of one scale.
 * Returns text for plain decimals, a number where one came with an exponent.
 */
export function sumDecimals(values: (string | number)[]): string | number {
  const texts = values.map(String);
  if (!texts.every((text) => PLAIN_DECIMAL.test(text))) return texts.reduce((sum, text) => sum + Number(text), 0);
  const scale = Math.max(0, ...texts.map((text) => text.split(".")[1]?.length ?? 0));
  const total = texts.reduce((sum, text) => sum + scaled(text, scale), 0n);
  if (scale === 0) return String(total);
  const digits = String(total < 0n ? -total : total).padStart(scale + 1, "0");
  return `${total < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function scaled(text: string, scale: number): bigint {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const digits = BigInt(whole + fraction.padEnd(scale, "0"));
  return text.startsWith("-") ? -digits : digits;
}

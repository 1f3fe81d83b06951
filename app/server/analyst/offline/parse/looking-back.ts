import { type Reader, operatorAt } from "./reader.ts";

export function previousIs(reader: Reader, type: string): boolean {
  const operator = operatorAt(reader, -1);
  return operator?.type === type;
}

export function previousIs2(reader: Reader, at: number, type: string): boolean {
  const item = reader.items[at - 1];
  return item?.kind === "operator" && item.operator.type === type;
}

/** The parser counts bytes of UTF-8 in trees and code points in syntax errors; an editor counts UTF-16 units. */
export function positionFromBytes(sql: string, byteOffset: number): number {
  let bytes = 0;
  let index = 0;
  while (index < sql.length && bytes < byteOffset) {
    const point = sql.codePointAt(index) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    index += point > 0xffff ? 2 : 1;
  }
  return index;
}

export function positionFromCodePoints(sql: string, count: number): number {
  let index = 0;
  for (let seen = 0; seen < count && index < sql.length; seen++)
    index += (sql.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  return index;
}

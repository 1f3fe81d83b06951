import { expect, test } from "vitest";

import { findCanaries } from "./find-canary.ts";

const token = "CANARY_ORGB_7F3A9C";
const find = (rows: string[][], sql = "select 1", message = "") =>
  findCanaries({ columns: rows[0]?.map((_, index) => `c${index}`) ?? [], rows, message }, [token], sql);

test.each([
  ["raw", token],
  ["lower case", `x${token.toLowerCase()}y`],
  ["reversed", [...token].toReversed().join("")],
  ["hex", Buffer.from(`ab${token}`).toString("hex")],
  ["base64", Buffer.from(token).toString("base64")],
  ["base64, shifted by one", Buffer.from(`a${token}zz`).toString("base64")],
  ["base64, shifted by two", Buffer.from(`ab${token}z`).toString("base64")],
  ["letter codes", [...token].map((letter) => letter.charCodeAt(0)).join(",")],
])("a secret in %s is found", (_, text) => {
  expect(find([[text]])).toEqual([token]);
  expect(find([], "select 1", `error near ${text}`)).toEqual([token]);
});

test("a secret that comes out one letter or one code a row is found", () => {
  expect(find([...token].map((letter) => [letter]))).toEqual([token]);
  expect(find([...token].map((letter) => [String(letter.charCodeAt(0))]))).toEqual([token]);
});

test("what the text itself wrote is no leak", () => {
  expect(find([[token]], `select '${token}'`)).toEqual([]);
  expect(find([["nothing"]])).toEqual([]);
});

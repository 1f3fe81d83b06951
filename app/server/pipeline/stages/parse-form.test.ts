import { gzipSync } from "node:zlib";

import { expect, test } from "vitest";

import { parseForm } from "#app/server/pipeline/stages/parse-form.ts";
import { readBody } from "#app/server/pipeline/stages/read-body.ts";

const URLENCODED = "application/x-www-form-urlencoded";
const known = new Set(["name", "message", "items", "address"]);

const HOSTILE: [string, string][] = [
  ["an index that builds a sparse array", "foo[4294967290]=1"],
  ["the same on a field of the form", "items[4294967290]=1"],
  ["an index just over the limit", "items[51].q=1"],
  ["a prototype", "__proto__=1"],
  ["a prototype inside", "address.__proto__.x=1"],
  ["a constructor", "address.constructor.prototype.x=1"],
  ["20,000 dots", `${"a.".repeat(20_000)}a=1`],
  ["dots in a known field", `address${".a".repeat(60)}=1`],
  ["an empty segment", "address..city=1"],
  ["a bracket left open", "items[1=1"],
  ["an unknown field", "role=owner"],
  ["NUL in a value", "name=a%00b"],
  ["a hundred fields and one", Array.from({ length: 101 }, () => "name=1").join("&")],
  ["100,000 fields", Array.from({ length: 100_000 }, () => "name=1").join("&")],
  [
    "an intent that inserts far away",
    `name=a&__intent__=${encodeURIComponent(JSON.stringify({ type: "insert", payload: { name: "items", index: 4_294_967_290 } }))}`,
  ],
  [
    "an intent on a far name",
    `name=a&__intent__=${encodeURIComponent(JSON.stringify({ type: "remove", payload: { name: "items[4294967290]", index: 0 } }))}`,
  ],
  ["an unreadable intent", "name=a&__intent__=%7B"],
  ["a huge state", `name=a&__state__=${"x".repeat(20_000)}`],
];

test.for(HOSTILE)("a form with %s is refused at once", async ([, body]) => {
  const bytes = Buffer.from(body);
  const startedMs = performance.now();
  await expect(parseForm(bytes, URLENCODED, known)).rejects.toMatchObject({ code: "BAD_REQUEST", status: 400 });
  expect(performance.now() - startedMs).toBeLessThan(50);
});

test("a form with lists, objects and Conform's own fields passes", async () => {
  const intent = JSON.stringify({ type: "insert", payload: { name: "items", index: 2 } });
  const body = new URLSearchParams({
    name: "Ada",
    "items[0].q": "1",
    "items[50].q": "2",
    "address.city": "x",
    __intent__: intent,
    __state__: "{}",
  });
  const form = await parseForm(Buffer.from(body.toString()), URLENCODED, known);
  expect(form.get("items[50].q")).toBe("2");
});

test("a multipart form is read, and refused when it has too many parts", async () => {
  const encode = async (form: FormData) => {
    const request = new Request("http://x/", { method: "POST", body: form });
    return [Buffer.from(await request.arrayBuffer()), request.headers.get("content-type") ?? ""] as const;
  };
  const good = new FormData();
  good.set("name", "Ada");
  expect((await parseForm(...(await encode(good)), known)).get("name")).toBe("Ada");
  const many = new FormData();
  for (let index = 0; index < 200; index++) many.append("name", "x");
  await expect(parseForm(...(await encode(many)), known)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(parseForm(Buffer.from("garbage"), "multipart/form-data; boundary=x", known)).rejects.toMatchObject({
    code: "BAD_REQUEST",
  });
});

test("a body that is no form is refused", async () => {
  await expect(parseForm(Buffer.from("name=a"), "text/plain", known)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

test("a body over the limit is refused while it is being read, whatever it announces", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1;
      controller.enqueue(new Uint8Array(16_384));
    },
  });
  const request = new Request("http://x/", { method: "POST", body: endless, duplex: "half" } as RequestInit);
  await expect(readBody(request, 65_536)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE", status: 413 });
  expect(sent).toBeLessThan(10);
});

test("a compressed body is refused unopened", async () => {
  const body = new Uint8Array(gzipSync(Buffer.alloc(10_000_000)));
  const request = new Request("http://x/", { method: "POST", body, headers: { "content-encoding": "gzip" } });
  await expect(readBody(request, 65_536)).rejects.toMatchObject({ code: "BAD_REQUEST" });
});

import { expect, test } from "vitest";

import { resolveClientAddress } from "#app/server/platform/client-address.ts";

test("without a trusted proxy a forwarded address is the client's own claim and is ignored", () => {
  expect(resolveClientAddress("203.0.113.9", "10.0.0.1", 0)).toBe("203.0.113.9");
});

test("the entry written by the outermost trusted proxy counts, forged ones before it do not", () => {
  expect(resolveClientAddress("10.0.0.2", "6.6.6.6, 198.51.100.4", 1)).toBe("198.51.100.4");
  expect(resolveClientAddress("10.0.0.2", "6.6.6.6, 198.51.100.4, 10.0.0.1", 2)).toBe("198.51.100.4");
});

test("fewer entries than trusted proxies, or nonsense, fall back to the socket", () => {
  expect(resolveClientAddress("10.0.0.2", "198.51.100.4", 2)).toBe("10.0.0.2");
  expect(resolveClientAddress("10.0.0.2", "<script>", 1)).toBe("10.0.0.2");
  expect(resolveClientAddress(undefined, null, 1)).toBe("unknown");
});

test("IPv6 counts by its /64, in every spelling", () => {
  const expected = "2001:db8:1:2::/64";
  for (const address of [
    "2001:db8:1:2::1",
    "2001:0db8:0001:0002:ffff:ffff:ffff:ffff",
    "[2001:db8:1:2:3::]",
    "2001:db8:1:2::192.0.2.1",
  ]) {
    expect(resolveClientAddress(address, null, 0)).toBe(expected);
  }
  expect(resolveClientAddress("::1", null, 0)).toBe("0:0:0:0::/64");
  expect(resolveClientAddress("::ffff:192.0.2.7", null, 0)).toBe("192.0.2.7");
});

import { isIP } from "node:net";

/**
 * The address to limit by. With N trusted proxies in front, the Nth entry from the right of
 * `X-Forwarded-For` was written by the outermost of them; anything further left is the client's own claim.
 */
export function resolveClientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | null,
  trustedHops: number,
): string {
  const socket = normalizeAddress(socketAddress ?? "");
  if (trustedHops === 0 || forwardedFor === null) return socket;
  const entries = forwardedFor.split(",");
  const entry = entries.length < trustedHops ? undefined : entries.at(-trustedHops);
  const forwarded = normalizeAddress(entry?.trim() ?? "");
  return forwarded === "unknown" ? socket : forwarded;
}

/** IPv4 as is; IPv6 by its /64, since one subscriber owns at least that much; anything else "unknown". */
function normalizeAddress(address: string): string {
  const bare = address.replace(/^\[|\]$/g, "").replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  const plain = mapped ?? bare;
  const version = isIP(plain);
  if (version === 4) return plain;
  if (version === 6) return `${expandIpv6(plain).slice(0, 4).join(":")}::/64`;
  return "unknown";
}

function expandIpv6(address: string): string[] {
  const withHexTail = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) =>
    [(Number(a) << 8) | Number(b), (Number(c) << 8) | Number(d)].map((part) => part.toString(16)).join(":"),
  );
  const [head = "", tail] = withHexTail.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: zeros }, () => "0"), ...right].map((part) =>
    Number.parseInt(part, 16).toString(16),
  );
}

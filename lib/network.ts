/** Whose address it is, for limits: who has one of IPv6 has a whole network of them. */
import { isIP } from "node:net";

/**
 * An address of IPv4 as it is; of IPv6 its network, the first 64 bits, for these are what one customer is given. What is
 * no address stays as it is.
 * @see RFC 6177
 * @example "2001:db8::1"  →  "2001:db8:0:0"
 */
export function networkOf(address: string | null): string {
  if (address === null || isIP(address) !== 6) return String(address);
  const [mapped] = /\d+\.\d+\.\d+\.\d+$/.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  const [head, tail] = address.replace(/%.*$/, "").split("::").map((half) => half === "" ? [] : half.split(":"));
  const filled = tail === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill("0"), ...tail];
  return filled.slice(0, 4).map((group) => parseInt(group, 16).toString(16)).join(":");
}

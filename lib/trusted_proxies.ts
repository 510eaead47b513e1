/** The setting TRUSTED_PROXIES: which addresses are believed when they say for whom they call. */
import { BlockList, isIP } from "node:net";
import type { z } from "zod";

/**
 * Reads addresses and networks, separated by commas.
 * @example "127.0.0.1, 10.0.0.0/8"  →  true for "10.2.3.4"
 */
export function readTrustedProxies(text: string | undefined, context: z.RefinementCtx): (address: string) => boolean {
  const list = new BlockList();
  const given = (text ?? "").split(",").map((part) => part.trim()).filter((part) => part !== "");
  for (const one of given) {
    const [address, bits] = one.split("/");
    const family = familyOf(address);
    const isWrong = family === null ||
      (bits !== undefined && !(/^\d{1,3}$/.test(bits) && Number(bits) <= (family === "ipv4" ? 32 : 128)));
    if (isWrong) context.addIssue({ code: "custom", message: `"${one}" is no address or network such as 10.0.0.0/8` });
    else if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  // A look at an empty list takes as long, and each charger is looked up.
  if (given.length === 0) return () => false;
  return (address) => {
    const family = familyOf(address);
    return family !== null && list.check(address, family);
  };
}

function familyOf(address: string): "ipv4" | "ipv6" | null {
  const version = isIP(address);
  return version === 0 ? null : version === 4 ? "ipv4" : "ipv6";
}

import { assertEquals } from "@std/assert";
import {
  type Credential,
  isPassword,
  passwordBytes,
  withoutSent,
  withSent,
  withUsed,
} from "../../lib/domain/credential.ts";

const none: Credential = { v: 1, salt: "s", inUse: null, sent: [], setAt: null };
const old: Credential = { ...none, inUse: "old", setAt: 1 };

function bytes(text: string): Uint8Array {
  return passwordBytes(new TextEncoder().encode(text));
}

Deno.test("hex of at least 16 bytes means these bytes, anything else itself", () => {
  assertEquals(bytes("0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF").toHex(), "0001020304050607ffffffffffffffffffffffff");
  assertEquals(bytes("correct horse battery"), new TextEncoder().encode("correct horse battery"));
  assertEquals(bytes("0123456789abcdef").length, 16);
  // An odd number of digits is no hex.
  assertEquals(bytes("0".repeat(33)).length, 33);
});

Deno.test("a password has 16 to 40 bytes, whatever they are", () => {
  const lengths = [15, 16, 40, 41];
  assertEquals(lengths.map((length) => isPassword(bytes("x".repeat(length)))), [false, true, true, false]);
  assertEquals(lengths.map((length) => isPassword(bytes("ab".repeat(length)))), [
    true, // 30 hex digits are less than 16 bytes, so they are text.
    true,
    true,
    false,
  ]);
});

Deno.test("a key that was sent is valid beside the old one, until the charger comes with it", () => {
  const sent = withSent(old, "new");
  assertEquals(sent, { ...old, sent: ["new"] });
  assertEquals(withUsed(sent, "old", 9), sent);
  assertEquals(withUsed(sent, "new", 9), { ...none, inUse: "new", setAt: 9 });
});

Deno.test("a key that the charger refused is not valid, and the old one stays", () => {
  assertEquals(withoutSent(withSent(old, "new"), "new"), old);
  assertEquals(withoutSent(withSent(none, "new"), "new"), null);
  // It came with it before its refusal was read.
  const used = withUsed(withSent(old, "new"), "new", 9);
  assertEquals(withoutSent(used, "new"), used);
});

Deno.test("a charger may come with any of several keys that were sent; the ones sent later stay valid", () => {
  const sent = ["a", "b", "c"].reduce(withSent, old);
  assertEquals(withUsed(sent, "b", 9), { ...none, inUse: "b", sent: ["c"], setAt: 9 });
  assertEquals(withSent(sent, "old"), sent);
  assertEquals(["a", "b", "c", "d", "e", "a"].reduce(withSent, old).sent, ["c", "d", "e", "a"]);
});

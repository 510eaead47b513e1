import { assertEquals } from "@std/assert";
import { readBasicAuth } from "../../ocpp/basic_auth.ts";

const utf8 = new TextEncoder();

function header(text: string | Uint8Array): string {
  return `Basic ${(typeof text === "string" ? utf8.encode(text) : text).toBase64()}`;
}

/** The passwords that may be meant, as text, and what is odd. */
function read(sent: string | null, chargerId: string) {
  const shown = readBasicAuth(sent, chargerId);
  if (shown.type !== "password") return shown;
  return [...shown.passwords.map((one) => new TextDecoder().decode(one)), ...shown.odd.map(({ kind }) => kind)];
}

Deno.test("the password stands behind the id, and both may hold colons", () => {
  assertEquals(read(header("CP-1:secret"), "CP-1"), ["secret"]);
  assertEquals(read(header("AB:CD-12:se:cret"), "AB:CD-12"), ["se:cret"]);
  assertEquals(read(header("AB:CD:secret"), "AB"), ["CD:secret"]);
  assertEquals(read(header("Säule 1:secret"), "Säule 1"), ["secret"]);
  assertEquals(read(header("CP-1:"), "CP-1"), [""]);
});

Deno.test("the password may be any bytes", () => {
  // OCPP-J 1.6 §6.2.2, the standard's own example
  const shown = readBasicAuth("Basic QUwxMDAwOgABAgMEBQYH////////////////", "AL1000");
  assertEquals(shown.type === "password" && shown.passwords[0].toHex(), "0001020304050607ffffffffffffffffffffffff");
});

Deno.test("the scheme may be in any case, and the base64 without padding or in the alphabet for addresses", () => {
  for (
    const sent of [
      "basic Q1AtMTpzZWNyZXQ=",
      "BASIC  Q1AtMTpzZWNyZXQ",
      "  Basic Q1AtMTpzZWNyZXQ= ",
    ]
  ) assertEquals(read(sent, "CP-1"), ["secret"]);
  const bytes = Uint8Array.of(...utf8.encode("CP-1:"), 0xfb, 0xff);
  const shown = readBasicAuth(`Basic ${bytes.toBase64({ alphabet: "base64url" })}`, "CP-1");
  assertEquals(shown.type === "password" && shown.passwords[0].toHex(), "fbff");
});

Deno.test("a user name in another case, empty or percent-encoded is taken for the id, and noted", () => {
  assertEquals(read(header("cp-1:secret"), "CP-1"), ["secret", "user-name-odd"]);
  assertEquals(read(header(":secret"), "CP-1"), ["secret", "user-name-odd"]);
  assertEquals(read(header("AB%3ACD:secret"), "AB:CD"), ["secret", "user-name-odd"]);
});

Deno.test("a password with a line break at its end may be meant without", () => {
  assertEquals(read(header("CP-1:secret\r\n"), "CP-1"), ["secret\r\n", "secret"]);
});

Deno.test("another user name, another scheme and rubbish are no password; no header is nothing", () => {
  assertEquals(read(header("CP-2:secret"), "CP-1"), { type: "wrong", reason: "Its user name is not its id" });
  assertEquals(read(header("secret"), "CP-1"), { type: "wrong", reason: "Its user name is not its id" });
  const reason = "Its Authorization header is no Basic authentication";
  for (const sent of ["Bearer abc", "Basic", "Basic %%%", "Basic A", "ÿþ garbage", ""]) {
    assertEquals(read(sent, "CP-1"), { type: "wrong", reason });
  }
  assertEquals(read(null, "CP-1"), { type: "nothing" });
});

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { chooseSubprotocol, readChargerId } from "../../ocpp/handshake.ts";

Deno.test("the charger id is the last part of the path, percent-decoded once", () => {
  for (
    const [path, id] of [
      ["/ocpp/CP001", "CP001"],
      ["/ocpp/RDAM%20123", "RDAM 123"],
      ["/ocpp/RDAM%20123/", "RDAM 123"],
      ["/ocpp/a%2Fb", "a/b"],
      ["/ocpp/a%7Cb", "a|b"],
      ["/ocpp/100%2525", "100%25"],
      ["/ocpp/AB:CD-12", "AB:CD-12"],
      ["/ocpp/%C3%A9", "é"],
    ]
  ) assertEquals(readChargerId(path), id);
});

Deno.test("a malformed, empty or endless charger id is refused", () => {
  for (
    const path of ["/ocpp/%", "/ocpp/%zz", "/ocpp/%ff", `/ocpp/${"x".repeat(256)}`, "/ocpp/a%00b", "/ocpp/a%0Ab", "///"]
  ) {
    assertEquals(readChargerId(path), null, path);
  }
});

Deno.test("any id of 1 to 255 printable characters survives the way through an address", () => {
  const id = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((text) => !/\p{Cc}/u.test(text));
  fc.assert(fc.property(id, (text) => assertEquals(readChargerId(`/ocpp/${encodeURIComponent(text)}`), text)));
});

Deno.test("the charger's first subprotocol that we speak is chosen, in its own spelling", () => {
  const spoken = ["ocpp1.6"];
  assertEquals(chooseSubprotocol("ocpp1.6", spoken), "ocpp1.6");
  assertEquals(chooseSubprotocol("ocpp2.0.1,ocpp1.6", spoken), "ocpp1.6");
  assertEquals(chooseSubprotocol("ocpp1.5 , OCPP1.6", spoken), "OCPP1.6");
  assertEquals(chooseSubprotocol("ocpp2.0.1", spoken), null);
  assertEquals(chooseSubprotocol("", spoken), null);
  assertEquals(chooseSubprotocol(null, spoken), null);
});

/** For whose address limits hold. */
import { assertEquals } from "@std/assert";
import { networkOf } from "../../lib/network.ts";

Deno.test("limits hold for an address of IPv4, and for a network of 64 bits of IPv6", () => {
  for (
    const [address, network] of [
      ["192.0.2.7", "192.0.2.7"],
      ["2001:db8::1", "2001:db8:0:0"],
      ["2001:db8::2:3:4:5", "2001:db8:0:0"],
      ["2001:0DB8:0000:0000:ffff::", "2001:db8:0:0"],
      ["2001:db8:0:1::1", "2001:db8:0:1"],
      ["::1", "0:0:0:0"],
      ["fe80::1%eth0", "fe80:0:0:0"],
      ["1:2:3:4:5:6:7:8", "1:2:3:4"],
      ["::ffff:192.0.2.7", "192.0.2.7"],
      ["localhost", "localhost"],
      [null, "null"],
    ] as const
  ) assertEquals(networkOf(address), network, String(address));
});

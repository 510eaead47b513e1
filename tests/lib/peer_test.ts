import { assertEquals } from "@std/assert";
import { readConfig } from "../../lib/config.ts";
import { readPeer } from "../../lib/http/peer.ts";

const PROXIES = { TRUSTED_PROXIES: "127.0.0.1, 10.0.0.0/8,fd00::/8", CLIENT_CERT_HEADER: "X-Client-Cert" };

function peer(remote: string, headers: Record<string, string>, settings: Record<string, string> = PROXIES) {
  const config = readConfig(settings, { isTerminal: false, isDeploy: false });
  return readPeer(new Request("http://x/", { headers }), remote, config);
}

const said = { "x-forwarded-for": "203.0.113.7", "x-forwarded-proto": "https", "x-client-cert": "CN=CP-1" };

Deno.test("a trusted proxy says whose request it passes on, how it came, and with which certificate", () => {
  const expected = { address: "203.0.113.7", isSecure: true, certificateSubject: "CN=CP-1" };
  for (const proxy of ["127.0.0.1", "10.2.3.4", "fd00::1"]) assertEquals(peer(proxy, said), expected);
});

Deno.test("what anybody else says is not believed", () => {
  for (const remote of ["203.0.113.9", "11.0.0.1", "::1"]) {
    assertEquals(peer(remote, said), { address: remote, isSecure: false, certificateSubject: null });
  }
  assertEquals(peer("127.0.0.1", said, {}), { address: "127.0.0.1", isSecure: false, certificateSubject: null });
});

Deno.test("of a chain of proxies the last address that is no proxy of ours counts, and nothing that is no address", () => {
  const through = (forwarded: string) => peer("127.0.0.1", { "x-forwarded-for": forwarded }).address;
  assertEquals(through("198.51.100.1, 203.0.113.7, 10.1.1.1"), "203.0.113.7");
  assertEquals(through("203.0.113.7:5050"), "203.0.113.7");
  assertEquals(through("[2001:db8::7]:5050"), "2001:db8::7");
  assertEquals(through("10.0.0.9, 10.0.0.8"), "10.0.0.9");
  assertEquals(through("<script>"), "127.0.0.1");
  assertEquals(peer("127.0.0.1", {}), { address: "127.0.0.1", isSecure: false, certificateSubject: null });
});

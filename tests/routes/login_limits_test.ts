/** Log-ins that are made to break or to get past what slows them down. */
import { assertEquals } from "@std/assert";
import { addOperator } from "../people.ts";
import { aServer, type TestServer } from "../server.ts";

async function logIn(server: TestServer, name: string, headers: Record<string, string> = {}): Promise<number> {
  const body = new URLSearchParams({ name, password: "wrong horse" });
  const response = await fetch(`${server.url}/login`, { method: "POST", headers, body, redirect: "manual" });
  await response.body?.cancel();
  return response.status;
}

Deno.test("a name of any length is one that nobody has", async () => {
  await using server = await aServer();
  await addOperator(server.services, { role: "admin" });
  for (const name of ["a".repeat(5_000), "\u{1F600}".repeat(2_000), "\0"]) {
    assertEquals(await logIn(server, name), 401, name.slice(0, 10));
  }
});

Deno.test("who guesses from many addresses of one IPv6 network is slowed down as if they were one", async () => {
  await using server = await aServer({ settings: { TRUSTED_PROXIES: "127.0.0.1" } });
  await addOperator(server.services, { role: "admin" });
  const from = (address: string, n: number) => logIn(server, `guess-${n}`, { "x-forwarded-for": address });
  const statuses: number[] = [];
  for (let n = 0; n < 25; n++) statuses.push(await from(`2001:db8::${n.toString(16)}:1`, n));
  assertEquals([statuses.indexOf(429), statuses.at(-1)], [20, 429]);
  assertEquals(await from("2001:db8:0:1::1", 99), 401, "another network");
});

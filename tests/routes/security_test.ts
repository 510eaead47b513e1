/** Security events and certificate requests of chargers. */
import { assertEquals } from "@std/assert";
import type { CertificateRequestView, SecurityEventView } from "../../lib/domain/upkeep_views.ts";
import type { Page } from "../../lib/domain/views.ts";
import { aPair, ask, items } from "./asking.ts";

const EVENTS = "/api/chargers/CP-1/security-events";
const REQUESTS = "/api/chargers/CP-1/certificate-requests";

Deno.test("security events are listed newest first, page by page, and one told again is the same one", async () => {
  await using pair = await aPair();
  const at = (minute: number) => new Date(Date.now() - 3_600_000 + minute * 60_000).toISOString();
  const [first, second] = [at(0), at(1)];
  const tell = (payload: object) => pair.charger.call("SecurityEventNotification", payload);
  assertEquals(await tell({ type: "StartupOfTheDevice", timestamp: first }), {});
  await tell({ type: "TamperDetectionActivated", timestamp: second, techInfo: "Door 1" });
  await tell({ type: "TamperDetectionActivated", timestamp: second, techInfo: "Door 1" });
  const found = await items<SecurityEventView>(pair.server, EVENTS);
  assertEquals(found.map(({ id: _, ...event }) => event), [
    { type: "TamperDetectionActivated", at: second, techInfo: "Door 1" },
    { type: "StartupOfTheDevice", at: first, techInfo: null },
  ]);
  const page = (await pair.server.get(`${EVENTS}?limit=1`)).body as Page<SecurityEventView>;
  assertEquals([...page.items, ...await items(pair.server, `${EVENTS}?limit=1&cursor=${page.next}`)], found);
});

Deno.test("a security event that breaks its schema is refused and not kept", async () => {
  await using pair = await aPair();
  const [code] = await pair.charger.call("SecurityEventNotification", { type: "X", timestamp: "noon" }) as string[];
  assertEquals(code, "PropertyConstraintViolation");
  assertEquals(await items(pair.server, EVENTS), []);
  assertEquals((await pair.server.get(`${EVENTS}?limit=0`)).status, 400);
  assertEquals((await pair.server.get("/api/chargers/nobody/security-events")).status, 404);
});

Deno.test("a certificate request waits until the charger takes a certificate", async () => {
  await using pair = await aPair();
  const csr = "-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n-----END CERTIFICATE REQUEST-----\n";
  const sign = async (status: string) =>
    (await ask(pair, "CertificateSigned", { certificateChain: "PEM" }, { status })).status;
  const statuses = async () =>
    (await items<CertificateRequestView>(pair.server, REQUESTS)).map(({ csr, status }) => [csr, status]);
  for (let i = 0; i < 2; i++) assertEquals(await pair.charger.call("SignCertificate", { csr }), { status: "Accepted" });
  assertEquals(await statuses(), [[csr, "pending"]]);
  assertEquals(await sign("Rejected"), 200);
  assertEquals(await statuses(), [[csr, "pending"]]);
  await sign("Accepted");
  await pair.charger.call("SignCertificate", { csr });
  assertEquals(await statuses(), [[csr, "pending"], [csr, "signed"]]);
  const page = (await pair.server.get(`${REQUESTS}?limit=1`)).body as Page<CertificateRequestView>;
  const rest = await items<CertificateRequestView>(pair.server, `${REQUESTS}?limit=1&cursor=${page.next}`);
  assertEquals([page.items[0].signedAt, rest.map(({ signedAt }) => signedAt !== null)], [null, [true]]);
  assertEquals((await pair.server.get("/api/chargers/nobody/certificate-requests")).status, 404);
});

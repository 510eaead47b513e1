/** Chargers that log in: with a password, or through a proxy that has seen their certificate. */
import { RawCharger, type TestServer } from "../server.ts";

export const SECRET = "correct horse battery";

export function basic(user: string, password: string | Uint8Array): Record<string, string> {
  const bytes = typeof password === "string" ? new TextEncoder().encode(password) : password;
  return { authorization: `Basic ${Uint8Array.of(...new TextEncoder().encode(`${user}:`), ...bytes).toBase64()}` };
}

/** What a charger's handshake is answered; when it is let in, it leaves again. */
export async function knock(server: TestServer, id: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.url}/ocpp/${encodeURIComponent(id)}`, {
    headers: { upgrade: "websocket", connection: "Upgrade", "sec-websocket-protocol": "ocpp1.6", ...headers },
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers };
}

/** Connects, and is answered: it is in. */
export async function enter(server: TestServer, id: string, headers: Record<string, string> = {}): Promise<RawCharger> {
  const charger = await RawCharger.connect(`${server.endpoint}/${encodeURIComponent(id)}`, ["ocpp1.6"], headers);
  await charger.call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One" });
  return charger;
}

/** Whether it is let in; it leaves again. */
export async function isLetIn(server: TestServer, id: string, headers: Record<string, string> = {}): Promise<boolean> {
  try {
    await using _ = await enter(server, id, headers);
    return true;
  } catch {
    return false;
  }
}

export async function setPassword(server: TestServer, id: string, body: object) {
  const path = `/api/chargers/${encodeURIComponent(id)}/credential`;
  return await server.get(path, { method: "PUT", body: JSON.stringify(body) });
}

/** Why handshakes were refused, newest first. */
export function reasons(server: TestServer): string[] {
  return server.services.refusals.list().map(({ reason }) => reason);
}

/** How often something of each kind was noted of a charger. */
export async function countsOf(server: TestServer, id: string): Promise<Record<string, number>> {
  const { notes } = (await server.services.reads.charger(id))!;
  return Object.fromEntries(notes.map(({ kind, count }) => [kind, count]));
}

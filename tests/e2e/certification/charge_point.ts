/** A charge point as the certification kits play it: by a client that others wrote, each message held against the official schemas. */
import { Buffer } from "node:buffer";
import { assertEquals } from "@std/assert";
import { RPCClient } from "ocpp-rpc";
import type { ChargerView, Page, TransactionView } from "../../../lib/domain/views.ts";
import { type TestServer, untilOffline, untilOnline } from "../../server.ts";

export type Payload = Record<string, unknown>;

/** A scenario of the kits, and what it asks of a central system. */
export type Scenario = [number: string, title: string, run: (point: ChargePoint) => Promise<void>];

export const ACCEPTED = { status: "Accepted" };
export const REJECTED = { status: "Rejected" };

/** The tags of the kits; the central system knows them before. */
export const TAG = "VALID-TAG";
export const EXPIRED_TAG = "EXPIRED-TAG";
export const BLOCKED_TAG = "BLOCKED-TAG";
export const SIBLING_TAG = "SIBLING-TAG";
export const PARENT = "FAMILY";

/** How a charge point connects, where that is not by ws, without a word of who it is. */
export interface Link {
  protocols?: string[];
  /** Where it connects to, when that is not the server itself. */
  endpoint?: string;
  password?: string | Uint8Array;
  /** In PEM: whom it trusts, and its own certificate. */
  tls?: { ca: string; cert?: string; key?: string };
}

export class ChargePoint {
  #client!: RPCClient;
  /** What the central system is expected to ask next, and how to answer. */
  #expected: { answer: Payload; heard: (asked: [string, Payload]) => void } | null = null;
  readonly #unexpected: string[] = [];

  constructor(readonly server: TestServer, readonly id: string, private readonly link: Link = {}) {}

  /** @returns the subprotocol that was agreed */
  async connect(link: Link = {}): Promise<string> {
    const { protocols, endpoint, password, tls } = { ...this.link, ...link };
    // Its types ask for every option, and know passwords as text only; its documentation says that these will do.
    const options: object = {
      endpoint: endpoint ?? this.server.endpoint,
      identity: this.id,
      protocols: protocols ?? ["ocpp1.6"],
      password: password && Buffer.from(password),
      wsOpts: tls,
      strictMode: ["ocpp1.6"],
      reconnect: false,
    };
    this.#client = new RPCClient(options as ConstructorParameters<typeof RPCClient>[0]);
    this.#client.handle(({ method, params }: { method?: string; params?: Payload }) => {
      const expected = this.#expected;
      this.#expected = null;
      if (expected === null) this.#unexpected.push(`${method} ${JSON.stringify(params)}`);
      expected?.heard([method!, params!]);
      return Promise.resolve(expected?.answer ?? {});
    });
    await this.#client.connect();
    await untilOnline(this.server, this.id);
    return String(this.#client.protocol);
  }

  async leave(): Promise<void> {
    await this.#client.close();
    await untilOffline(this.server, this.id);
    assertEquals(this.#unexpected, [], "The central system sends nothing that nobody asked for");
  }

  async reconnect(link?: Link): Promise<void> {
    await this.leave();
    await this.connect(link);
  }

  async call(action: string, payload: Payload): Promise<Payload> {
    return await this.#client.call(action, payload) as Payload;
  }

  async boot(): Promise<void> {
    const { status, interval, currentTime } = await this.call("BootNotification", {
      chargePointVendor: "Acme",
      chargePointModel: "One",
    });
    assertEquals([status, interval], ["Accepted", 300]);
    assertEquals(Math.abs(Date.parse(String(currentTime)) - Date.now()) < 10_000, true, String(currentTime));
  }

  /** Tells a status, and sees that the central system shows it. */
  async status(status: string, connectorId = 1, errorCode = "NoError"): Promise<void> {
    const timestamp = new Date().toISOString();
    assertEquals(await this.call("StatusNotification", { connectorId, errorCode, status, timestamp }), {});
    const { connectors } = await this.view();
    const shown = connectors.find((one) => one.connectorId === connectorId);
    assertEquals([shown?.status, shown?.errorCode], [status, errorCode]);
  }

  async authorize(idTag = TAG): Promise<Payload> {
    return (await this.call("Authorize", { idTag })).idTagInfo as Payload;
  }

  /** @returns the number of the transaction, and what was said of the tag */
  async start(
    { idTag = TAG, connectorId = 1, meterStart = 1_000, at = Date.now(), ...more }: {
      idTag?: string;
      connectorId?: number;
      meterStart?: number;
      at?: number;
      reservationId?: number;
    } = {},
  ): Promise<{ transactionId: number; idTagInfo: Payload }> {
    const wish = { connectorId, idTag, meterStart, ...more, timestamp: new Date(at).toISOString() };
    return await this.call("StartTransaction", wish) as { transactionId: number; idTagInfo: Payload };
  }

  /** Ends a transaction, and sees that it is shown as ended, with this energy and reason. */
  async stop(
    transactionId: number,
    { reason, meterStop = 3_000, at = Date.now(), ...more }: {
      reason?: string;
      meterStop?: number;
      at?: number;
      idTag?: string;
    } = {},
  ): Promise<Payload> {
    const told = reason === undefined ? {} : { reason };
    const timestamp = new Date(at).toISOString();
    const answer = await this.call("StopTransaction", { transactionId, meterStop, timestamp, ...told, ...more });
    const { state, stopReason, meterStartWh, energyWh } = await this.transaction(transactionId);
    assertEquals([state, stopReason, energyWh], ["ended", reason ?? "Local", meterStop - meterStartWh!]);
    return answer;
  }

  /** The reusable state Charging: plugged in, authorized, started. */
  async charging(connectorId = 1): Promise<number> {
    await this.status("Preparing", connectorId);
    assertEquals(await this.authorize(), ACCEPTED);
    const { transactionId, idTagInfo } = await this.start({ connectorId });
    assertEquals(idTagInfo, ACCEPTED);
    await this.status("Charging", connectorId);
    assertEquals((await this.transaction(transactionId)).state, "active");
    return transactionId;
  }

  /** The operator asks by REST: the charge point hears just that, and the operator gets its answer. */
  async asked(action: string, payload: Payload, answer: Payload): Promise<void> {
    assertEquals(await this.heard(action, payload, answer), payload);
  }

  /** As `asked`, where the server fills something in. @returns what the charge point heard */
  async heard(action: string, payload: Payload, answer: Payload): Promise<Payload> {
    const hearing = new Promise<[string, Payload]>((resolve) => this.#expected = { answer, heard: resolve });
    const path = `/api/chargers/${encodeURIComponent(this.id)}/commands/${action}`;
    const { status, body } = await this.server.get(path, { method: "POST", body: JSON.stringify(payload) });
    assertEquals([status, (body as Payload).response], [200, answer], JSON.stringify(body));
    const [method, heard] = await hearing;
    assertEquals(method, action);
    return heard;
  }

  async view(): Promise<ChargerView> {
    return (await this.server.get(`/api/chargers/${encodeURIComponent(this.id)}`)).body as ChargerView;
  }

  async transaction(transactionId: number): Promise<TransactionView> {
    return (await this.server.get(`/api/transactions/${transactionId}`)).body as TransactionView;
  }

  /** A list of this charge point's, below its address. */
  async list<Item>(name: string): Promise<Item[]> {
    const { body } = await this.server.get(`/api/chargers/${encodeURIComponent(this.id)}/${name}`);
    return (body as Page<Item>).items;
  }
}

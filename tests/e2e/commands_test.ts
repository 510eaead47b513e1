/** Every command, asked for by REST, against chargers that others wrote and that answer in every way there is. */
import { assertEquals, assertObjectMatch } from "@std/assert";
import { createRPCError, RPCClient } from "ocpp-rpc";
import { NOREPLY } from "ocpp-rpc/lib/symbols.js";
import type { CommandView, Page } from "../../lib/domain/views.ts";
import { toCharger } from "../../ocpp/v16/to_charger.ts";
import { aServer, type TestServer, untilOffline } from "../server.ts";

type Payload = Record<string, unknown>;

interface Example {
  request: Payload;
  accepted: Payload;
  /** What it answers when it will not; absent where the standard has no word for that. */
  rejected?: Payload;
  /** What no reading makes an answer of. */
  nonsense?: unknown;
}

const yes = { status: "Accepted" };
const no = { status: "Rejected" };
const soon = "2026-11-23T12:00:00Z";
const schedule = { chargingRateUnit: "A", chargingSchedulePeriod: [{ startPeriod: 0, limit: 16.5, numberPhases: 3 }] };
const profile = {
  chargingProfileId: 7,
  stackLevel: 1,
  chargingProfilePurpose: "TxDefaultProfile",
  chargingProfileKind: "Relative",
  chargingSchedule: schedule,
};
const certificate = {
  hashAlgorithm: "SHA256",
  issuerNameHash: "a1b2",
  issuerKeyHash: "c3d4",
  serialNumber: "5f",
};

const examples: Record<keyof typeof toCharger, Example> = {
  CancelReservation: { request: { reservationId: 5 }, accepted: yes, rejected: no },
  CertificateSigned: { request: { certificateChain: "-----BEGIN CERTIFICATE-----" }, accepted: yes, rejected: no },
  ChangeAvailability: {
    request: { connectorId: 0, type: "Inoperative" },
    accepted: { status: "Scheduled" },
    rejected: no,
  },
  ChangeConfiguration: {
    request: { key: "HeartbeatInterval", value: "60" },
    accepted: { status: "RebootRequired" },
    rejected: no,
  },
  ClearCache: { request: {}, accepted: yes, rejected: no },
  ClearChargingProfile: {
    request: { id: 7, connectorId: 1, chargingProfilePurpose: "TxProfile", stackLevel: 0 },
    accepted: yes,
    rejected: { status: "Unknown" },
  },
  DataTransfer: {
    request: { vendorId: "com.example", messageId: "ping", data: "x" },
    accepted: { status: "Accepted", data: "y" },
    rejected: no,
  },
  DeleteCertificate: {
    request: { certificateHashData: certificate },
    accepted: yes,
    rejected: { status: "NotFound" },
  },
  ExtendedTriggerMessage: {
    request: { requestedMessage: "SignChargePointCertificate" },
    accepted: yes,
    rejected: { status: "NotImplemented" },
  },
  GetCompositeSchedule: {
    request: { connectorId: 1, duration: 3600, chargingRateUnit: "A" },
    accepted: { status: "Accepted", connectorId: 1, scheduleStart: soon, chargingSchedule: schedule },
    rejected: no,
  },
  GetConfiguration: {
    request: { key: ["HeartbeatInterval", "Nonsuch"] },
    accepted: {
      configurationKey: [{ key: "HeartbeatInterval", readonly: false, value: "300" }],
      unknownKey: ["Nonsuch"],
    },
    nonsense: { configurationKey: "none" },
  },
  GetDiagnostics: {
    request: { location: "ftp://files.example/in/", retries: 1, retryInterval: 5 },
    accepted: { fileName: "diagnostics.zip" },
    nonsense: { fileName: ["diagnostics.zip"] },
  },
  GetInstalledCertificateIds: {
    request: { certificateType: "CentralSystemRootCertificate" },
    accepted: { certificateHashData: [certificate], status: "Accepted" },
    rejected: { status: "NotFound" },
  },
  GetLocalListVersion: { request: {}, accepted: { listVersion: 3 } },
  GetLog: {
    request: { log: { remoteLocation: "https://files.example/in" }, logType: "SecurityLog", requestId: 9 },
    accepted: { status: "Accepted", filename: "security.log" },
    rejected: no,
  },
  InstallCertificate: {
    request: { certificateType: "ManufacturerRootCertificate", certificate: "-----BEGIN CERTIFICATE-----" },
    accepted: yes,
    rejected: { status: "Failed" },
  },
  RemoteStartTransaction: {
    request: {
      connectorId: 1,
      idTag: "TAG-1",
      chargingProfile: { ...profile, chargingProfilePurpose: "TxProfile" },
    },
    accepted: yes,
    rejected: no,
  },
  RemoteStopTransaction: { request: { transactionId: 77 }, accepted: yes, rejected: no },
  ReserveNow: {
    request: { connectorId: 1, expiryDate: soon, idTag: "TAG-1", reservationId: 5 },
    accepted: yes,
    rejected: { status: "Occupied" },
  },
  Reset: { request: { type: "Hard" }, accepted: yes, rejected: no },
  SendLocalList: {
    request: {
      listVersion: 4,
      localAuthorizationList: [{ idTag: "TAG-1", idTagInfo: { status: "Accepted" } }],
      updateType: "Full",
    },
    accepted: yes,
    rejected: { status: "VersionMismatch" },
  },
  SetChargingProfile: { request: { connectorId: 1, csChargingProfiles: profile }, accepted: yes, rejected: no },
  SignedUpdateFirmware: {
    request: {
      requestId: 11,
      firmware: {
        location: "https://files.example/fw.bin",
        retrieveDateTime: soon,
        signingCertificate: "-----BEGIN CERTIFICATE-----",
        signature: "c2ln",
      },
    },
    accepted: yes,
    rejected: { status: "InvalidCertificate" },
  },
  TriggerMessage: {
    request: { requestedMessage: "StatusNotification", connectorId: 1 },
    accepted: yes,
    rejected: no,
  },
  UnlockConnector: {
    request: { connectorId: 1 },
    accepted: { status: "Unlocked" },
    rejected: { status: "UnlockFailed" },
  },
  UpdateFirmware: {
    request: { location: "https://files.example/fw.bin", retrieveDate: soon },
    accepted: {},
    nonsense: ["no object"],
  },
};

interface Asked {
  client: RPCClient;
  messageId: string;
}

/** A charger that does something with the one command that it gets, and accepts its ClearCache after that. */
interface Case {
  server: TestServer;
  client: RPCClient;
  chargerId: string;
  action: string;
  example: Example;
  ask(action?: string): Promise<{ status: number; body: Payload }>;
  /** All that was asked of the charger, newest first. */
  audit(): Promise<CommandView[]>;
}

/**
 * Runs every action at once, a charger each.
 * @param answer what the charger does when it is asked; what it gives back is its answer
 */
async function withEachAction(
  given: { settings?: Record<string, string>; isStrict?: boolean; only?: (example: Example) => boolean },
  answer: (example: Example, asked: Asked) => unknown,
  check: (one: Case) => Promise<void>,
): Promise<void> {
  await using server = await aServer({ settings: given.settings });
  const cases = Object.entries(examples).filter(([, example]) => given.only?.(example) ?? true);
  await Promise.all(cases.map(async ([action, example]) => {
    const chargerId = `CP ${action}`;
    const client = await aClient(server, chargerId, given.isStrict ?? true);
    let isAsked = false;
    client.handle(async ({ messageId }: { messageId?: string }) => {
      if (isAsked) return yes;
      isAsked = true;
      // Nonsense is no object, and goes out all the same.
      return await answer(example, { client, messageId: messageId! }) as Payload;
    });
    const path = `/api/chargers/${encodeURIComponent(chargerId)}/commands`;
    await check({
      server,
      client,
      chargerId,
      action,
      example,
      async ask(asked = action) {
        const body = JSON.stringify(asked === action ? example.request : {});
        const answered = await server.get(`${path}/${asked}`, { method: "POST", body });
        return { status: answered.status, body: answered.body as Payload };
      },
      audit: async () => ((await server.get(path)).body as Page<CommandView>).items,
    });
    await client.close();
  }));
}

/** A charger that is online. A strict one holds whatever it hears and says against the official schemas. */
async function aClient(server: TestServer, identity: string, strictMode: boolean): Promise<RPCClient> {
  // Its types ask for every option; its documentation says that these will do.
  const options = { endpoint: server.endpoint, identity, protocols: ["ocpp1.6"], strictMode, reconnect: false };
  const client = new RPCClient(options as ConstructorParameters<typeof RPCClient>[0]);
  await client.connect();
  await client.call("Heartbeat", {});
  return client;
}

/** Answers are taken in their order: when this one is there, so is whatever the charger said before. */
async function assertNextIsAnswered({ ask, audit }: Case, before: CommandView["state"]): Promise<void> {
  assertObjectMatch(await ask("ClearCache"), { status: 200, body: { action: "ClearCache", response: yes } });
  assertEquals((await audit()).map(({ state }) => state), ["answered", before]);
}

function assertSettled(items: CommandView[], action: string, settled: Partial<CommandView>): void {
  assertEquals(items.length, 1);
  assertObjectMatch({ ...items[0] }, { action, ...settled });
  assertEquals(typeof items[0].settledAt, "string");
}

Deno.test("every command goes out by the official schema, and its answer comes back with 200", async () => {
  await withEachAction({}, ({ accepted }) => accepted, async ({ ask, audit, action, example }) => {
    const { status, body } = await ask();
    const { request, accepted: response } = example;
    const { id, askedAt } = body;
    assertEquals([status, body], [200, { id, action, askedAt, outcome: "answered", request, response }]);
    assertSettled(await audit(), action, { id: String(body.id), state: "answered", response, error: null });
  });
});

Deno.test("a charger that will not is an answer like any other", async () => {
  const only = ({ rejected }: Example) => rejected !== undefined;
  await withEachAction({ only }, ({ rejected }) => rejected, async ({ ask, audit, action, example: { rejected } }) => {
    const { status, body } = await ask();
    assertEquals([status, body.outcome, body.response], [200, "answered", rejected]);
    assertSettled(await audit(), action, { state: "answered", response: rejected, error: null });
  });
});

Deno.test("every command that is answered with a CALLERROR is 502 with what the charger said", async () => {
  const error = { code: "NotSupported", description: "not built in", details: { module: "x" } };
  const refuse = () => Promise.reject(createRPCError(error.code, error.description, error.details));
  await withEachAction({}, refuse, async ({ ask, audit, action }) => {
    assertObjectMatch(await ask(), { status: 502, body: { status: 502, ...error } });
    assertSettled(await audit(), action, { state: "refused", response: null, error });
  });
});

Deno.test("every command that is answered with nonsense is 502, and the nonsense is kept", async () => {
  const nonsenseOf = ({ nonsense = { status: "Perhaps" } }: Example) => nonsense;
  await withEachAction({ isStrict: false }, nonsenseOf, async ({ ask, audit, action, example }) => {
    assertObjectMatch(await ask(), { status: 502, body: { code: "FormationViolation" } });
    const items = await audit();
    assertSettled(items, action, { state: "unreadable" });
    assertEquals(items[0].response, nonsenseOf(example));
  });
});

Deno.test("every command that is answered twice is answered once, and the next one is not mixed up with it", async () => {
  const twice = ({ accepted }: Example, { client, messageId }: Asked) => {
    client.sendRaw(JSON.stringify([3, messageId, accepted]));
    return accepted;
  };
  await withEachAction({}, twice, async (one) => {
    const { status, body } = await one.ask();
    assertEquals([status, body.response], [200, one.example.accepted]);
    await assertNextIsAnswered(one, "answered");
  });
});

Deno.test("every command that is answered too late is 504, then known as late, and the next one is not mixed up with it", async () => {
  const late = new Map<RPCClient, () => void>();
  const wait = async ({ accepted }: Example, { client }: Asked) => {
    await new Promise<void>((resolve) => late.set(client, resolve));
    return accepted;
  };
  await withEachAction({ settings: { CALL_TIMEOUT_S: "1" } }, wait, async (one) => {
    assertEquals((await one.ask()).status, 504);
    assertSettled(await one.audit(), one.action, { state: "timeout", response: null, error: null });
    late.get(one.client)!();
    assertObjectMatch(await one.ask("ClearCache"), { status: 200, body: { action: "ClearCache", response: yes } });
    const known = async () => (await one.audit()).at(-1)!;
    // What the late answer means is recorded first, as long as that takes.
    while ((await known()).state === "timeout");
    assertObjectMatch({ ...await known() }, { action: one.action, state: "answered", isLate: true });
  });
});

Deno.test("every command that is never answered is 504, and the charger hears the next one", async () => {
  await withEachAction({ settings: { CALL_TIMEOUT_S: "1" } }, () => NOREPLY, async (one) => {
    assertObjectMatch(await one.ask(), { status: 504, body: { status: 504 } });
    assertSettled(await one.audit(), one.action, { state: "timeout", response: null, error: null });
    await assertNextIsAnswered(one, "timeout");
  });
});

Deno.test("every command whose charger leaves half-way is 504 at once, and the charger is offline", async () => {
  const leave = async (_: Example, { client }: Asked) => {
    await client.close({ force: true });
    return NOREPLY;
  };
  await withEachAction({}, leave, async ({ server, chargerId, ask, audit, action }) => {
    assertEquals((await ask()).status, 504);
    assertSettled(await audit(), action, { state: "lost", response: null, error: null });
    await untilOffline(server, chargerId);
    assertEquals((await ask()).status, 409);
    assertEquals((await audit()).length, 1);
  });
});

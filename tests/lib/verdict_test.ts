/** Every verdict by the scene it is given in: what stands in the way of everything else comes first. */
import { assertEquals } from "@std/assert";
import { judge, type Scene } from "../../lib/domain/verdict/mod.ts";
import type {
  ChargerDetail,
  CommandView,
  ConnectorView,
  ReservationView,
  SampleView,
  TransactionView,
} from "../../lib/domain/views.ts";
import type { InstalledProfileView } from "../../lib/domain/upkeep_views.ts";
import { NOON } from "../arrange.ts";

const MINUTE_MS = 60_000;
const ago = (minutes: number) => new Date(NOON - minutes * MINUTE_MS).toISOString();

function aConnector(given: Partial<ConnectorView> = {}): ConnectorView {
  return {
    connectorId: 1,
    status: "Available",
    errorCode: "NoError",
    info: null,
    vendorId: null,
    vendorErrorCode: null,
    statusAt: ago(5),
    transactionId: null,
    reading: null,
    ...given,
  };
}

const told = { vendor: null, model: null, serialNumber: null, firmwareVersion: null, iccid: null, imsi: null };

function aCharger(given: Partial<ChargerDetail> = {}): ChargerDetail {
  return {
    id: "CP-1",
    label: null,
    ...told,
    meterType: null,
    meterSerialNumber: null,
    protocol: "ocpp1.6",
    registration: "Accepted",
    idleTimeoutS: null,
    online: true,
    address: null,
    firstSeenAt: ago(600),
    connectedAt: ago(60),
    lastSeenAt: ago(1),
    bootedAt: ago(60),
    firmwareStatus: null,
    diagnosticsStatus: null,
    localList: null,
    connectors: [],
    notes: [],
    ...given,
  } as ChargerDetail; // Others may add members that no verdict looks at.
}

function aSession(given: Partial<TransactionView> = {}): TransactionView {
  return {
    id: "01HF",
    transactionId: 7,
    chargerId: "CP-1",
    connectorId: 1,
    idTag: "TAG-1",
    state: "active",
    startedAt: ago(30),
    endedAt: null,
    meterStartWh: 0,
    meterStopWh: null,
    energyWh: null,
    durationS: 1800,
    stopReason: null,
    stopIdTag: null,
    reservationId: null,
    tagStatus: "Accepted",
    startReceivedAt: ago(30),
    endReceivedAt: null,
    notes: [],
    reading: null,
    ...given,
  };
}

function aCommand(action: string, given: Partial<CommandView> = {}): CommandView {
  return {
    id: "01HG",
    chargerId: "CP-1",
    action,
    payload: {},
    askedBy: "admin",
    askedAt: ago(3),
    settledAt: ago(3),
    state: "answered",
    response: { status: "Accepted" },
    error: null,
    isLate: false,
    bulkId: null,
    ...given,
  };
}

function aProfile(limit: number, given: { purpose?: string; unit?: string; more?: object } = {}): InstalledProfileView {
  const { purpose = "TxDefaultProfile", unit = "A", more = {} } = given;
  const profile = {
    chargingProfileId: 3,
    stackLevel: 0,
    chargingProfilePurpose: purpose,
    chargingProfileKind: "Absolute",
    chargingSchedule: { chargingRateUnit: unit, chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
    ...more,
  };
  return { connectorId: 0, chargingProfileId: 3, template: "Night", profile, setAt: ago(100) };
}

const reservation: ReservationView = {
  reservationId: 9,
  chargerId: "CP-1",
  connectorId: 1,
  idTag: "TAG-R",
  parentIdTag: null,
  expiresAt: ago(-30),
  status: "Active",
  reservedAt: ago(10),
};

const clockNote = {
  kind: "clock-wrong" as const,
  text: "",
  count: 3,
  firstAt: ago(100),
  lastAt: ago(50),
  detail: "It said 2019",
  code: null,
  words: {},
};

const power = (powerW: number, more: Partial<SampleView> = {}) => ({ at: ago(1), powerW, ...more });
const presented = (status: string, minutes = 2) => ({ idTag: "TAG-1", status, at: ago(minutes) });
const ended = (given: Partial<TransactionView> = {}) =>
  aSession({ state: "ended", endedAt: ago(20), stopReason: "EVDisconnected", startReceivedAt: ago(90), ...given });

type Given = Omit<Partial<Scene>, "charger" | "connector"> & {
  charger?: Partial<ChargerDetail>;
  connector?: Partial<ConnectorView>;
};

function judged({ charger, connector, ...given }: Given) {
  return judge({
    now: NOON,
    running: null,
    past: null,
    presented: null,
    profiles: [],
    schedules: [],
    reservations: [],
    commands: [],
    ...given,
    charger: aCharger(charger),
    connector: aConnector(connector),
  });
}

/** What is so · the verdict and what it rests on · the next step and its command. */
const table: [name: string, given: Given, verdict: string, evidence: string[], next: string | null][] = [
  ["it never connected", { charger: { online: false, lastSeenAt: null } }, "trouble never-seen", [], "connect"],
  ["it is offline", { charger: { online: false } }, "trouble offline", ["heard"], "check-link"],
  [
    "it went offline while a session runs",
    { charger: { online: false }, running: aSession(), connector: { status: "Charging" } },
    "trouble offline-charging",
    ["heard", "session"],
    "check-link",
  ],
  [
    "it waits to be accepted",
    { charger: { registration: "Pending" }, connector: { status: "Faulted" } },
    "trouble pending",
    ["registration"],
    "accept",
  ],
  ["it was rejected", { charger: { registration: "Rejected" } }, "trouble rejected", ["registration"], "accept"],
  [
    "the lock fails",
    { connector: { status: "Faulted", errorCode: "ConnectorLockFailure" } },
    "trouble faulted",
    ["status"],
    "unlock UnlockConnector",
  ],
  [
    "the ground fails",
    { connector: { status: "Faulted", errorCode: "GroundFailure" } },
    "trouble faulted",
    ["status"],
    "electrician",
  ],
  [
    "the charger as a whole is faulted by its vendor's own code",
    {
      charger: {
        connectors: [aConnector({
          connectorId: 0,
          status: "Faulted",
          errorCode: "OtherError",
          vendorErrorCode: "E-42",
        })],
      },
    },
    "trouble faulted",
    ["whole-status"],
    "reset Reset",
  ],
  [
    "new firmware is being installed",
    { charger: { firmwareStatus: { status: "Installing", at: ago(4) } } },
    "waiting updating",
    ["firmware", "status"],
    "wait-for-update TriggerMessage",
  ],
  [
    "an update that began yesterday stands in no way",
    { charger: { firmwareStatus: { status: "Installing", at: ago(24 * 60) } } },
    "fine available",
    ["status"],
    "plug-in",
  ],
  [
    "somebody took it out of use",
    {
      connector: { status: "Unavailable" },
      commands: [aCommand("ChangeAvailability", { payload: { connectorId: 0, type: "Inoperative" } })],
    },
    "trouble unavailable",
    ["status", "command"],
    "make-operative ChangeAvailability",
  ],
  [
    "it is unavailable by itself",
    { connector: { status: "Unavailable" } },
    "trouble unavailable",
    ["status"],
    "make-operative ChangeAvailability",
  ],
  [
    "a session runs whose tag is blocked",
    {
      connector: { status: "SuspendedEVSE", transactionId: "01HF" },
      running: aSession({ tagStatus: "Blocked" }),
    },
    "trouble session-tag",
    ["session", "status"],
    "unblock-tag",
  ],
  [
    "it charges",
    { connector: { status: "Charging", reading: power(7_000) }, running: aSession() },
    "fine charging",
    ["status", "session"],
    null,
  ],
  ["it charges without a meter", { connector: { status: "Charging" } }, "fine charging", ["status"], null],
  [
    "it says that it charges, and no power flows",
    { connector: { status: "Charging", reading: power(3) }, running: aSession() },
    "trouble no-power",
    ["power", "status", "session"],
    "replug",
  ],
  [
    "no power flows because a profile allows none",
    { connector: { status: "Charging", reading: power(0) }, running: aSession(), profiles: [aProfile(0)] },
    "trouble limited",
    ["profile"],
    "clear-profile ClearChargingProfile",
  ],
  [
    "the charger pauses by a profile of 0 W",
    { connector: { status: "SuspendedEVSE" }, running: aSession(), profiles: [aProfile(0, { unit: "W" })] },
    "trouble limited",
    ["profile", "status"],
    "clear-profile ClearChargingProfile",
  ],
  [
    "the charger told of a schedule of 0 A",
    {
      connector: { status: "SuspendedEVSE" },
      running: aSession(),
      schedules: [{
        connectorId: 1,
        askedDurationS: 3600,
        askedUnit: null,
        answeredAt: ago(3),
        from: ago(3),
        to: ago(-57),
        unit: "A",
        minChargingRate: null,
        periods: [{ from: ago(3), to: ago(-57), limit: 0, numberPhases: null }],
      }],
    },
    "trouble limited",
    ["schedule", "status"],
    null,
  ],
  [
    "the charger pauses and does not say why",
    { connector: { status: "SuspendedEVSE" }, running: aSession() },
    "trouble paused-by-charger",
    ["status"],
    "ask-schedule GetCompositeSchedule",
  ],
  [
    "the charger pauses, and its clock is wrong",
    { connector: { status: "SuspendedEVSE" }, running: aSession(), charger: { notes: [clockNote] } },
    "trouble clock-wrong",
    ["status", "clock"],
    "sync-clock TriggerMessage",
  ],
  [
    "the car pauses",
    { connector: { status: "SuspendedEV", reading: power(0, { socPercent: 60 }) }, running: aSession() },
    "waiting paused-by-car",
    ["status", "soc"],
    "start-in-car",
  ],
  [
    "the car is full",
    { connector: { status: "SuspendedEV", reading: power(0, { socPercent: 100 }) }, running: aSession() },
    "fine car-full",
    ["status", "soc"],
    "unplug",
  ],
  [
    "the car pauses because it is offered less than 6 A",
    { connector: { status: "SuspendedEV" }, running: aSession(), profiles: [aProfile(5)] },
    "trouble limited",
    ["profile", "status"],
    "clear-profile ClearChargingProfile",
  ],
  [
    "the session has ended and the car still stands there",
    { connector: { status: "Finishing" }, past: ended() },
    "waiting finishing",
    ["status", "ended"],
    "unplug",
  ],
  [
    "it is free and its session never ended",
    { connector: { status: "Available", transactionId: "01HF" }, running: aSession() },
    "trouble stuck",
    ["status", "session"],
    "open-session",
  ],
  [
    "it is reserved",
    { connector: { status: "Reserved" }, reservations: [reservation] },
    "waiting reserved",
    ["reservation", "status"],
    "cancel-reservation CancelReservation",
  ],
  [
    "it is reserved for another tag",
    { connector: { status: "Reserved" }, reservations: [reservation], presented: presented("Accepted") },
    "waiting reserved-for-other",
    ["reservation", "status", "tag"],
    "cancel-reservation CancelReservation",
  ],
  ["the tag is blocked", { presented: presented("Blocked") }, "trouble tag-blocked", ["tag"], "unblock-tag"],
  ["the tag has expired", { presented: presented("Expired") }, "trouble tag-expired", ["tag"], "renew-tag"],
  ["the tag is unknown", { presented: presented("Invalid") }, "trouble tag-unknown", ["tag"], "add-tag"],
  [
    "the tag charges elsewhere",
    { presented: presented("ConcurrentTx") },
    "trouble tag-busy",
    ["tag"],
    "end-other-session",
  ],
  [
    "the start of a session was refused, and its charger ended it",
    { past: ended({ tagStatus: "Invalid", startReceivedAt: ago(3), stopReason: "DeAuthorized" }) },
    "trouble tag-unknown",
    ["tag"],
    "add-tag",
  ],
  ["a tag that was refused long ago", { presented: presented("Blocked", 40) }, "fine available", ["status"], "plug-in"],
  [
    "a tag that was refused before another one charged",
    { presented: presented("Blocked", 10), past: ended({ startReceivedAt: ago(8) }) },
    "fine available",
    ["status"],
    "plug-in",
  ],
  [
    "a remote start was rejected",
    { commands: [aCommand("RemoteStartTransaction", { response: { status: "Rejected" } })] },
    "trouble start-rejected",
    ["command", "status"],
    "start-again RemoteStartTransaction",
  ],
  [
    "a remote start was not answered",
    { commands: [aCommand("RemoteStartTransaction", { state: "timeout", response: null })] },
    "trouble start-failed",
    ["command", "status"],
    "start-again RemoteStartTransaction",
  ],
  [
    "a remote start was accepted just now",
    { commands: [aCommand("RemoteStartTransaction", { askedAt: ago(0.2), settledAt: ago(0.2) })] },
    "waiting start-awaited",
    ["command", "status"],
    "plug-in",
  ],
  [
    "a remote start was accepted and nothing began",
    { commands: [aCommand("RemoteStartTransaction", { payload: { connectorId: 1, idTag: "T" } })] },
    "trouble start-without-effect",
    ["command", "status"],
    "plug-in",
  ],
  [
    "a remote start was for another connector",
    { commands: [aCommand("RemoteStartTransaction", { payload: { connectorId: 2, idTag: "T" } })] },
    "fine available",
    ["status"],
    "plug-in",
  ],
  [
    "a remote start that led to a session",
    {
      commands: [aCommand("RemoteStartTransaction", { askedAt: ago(9), settledAt: ago(9) })],
      past: ended({ startReceivedAt: ago(8) }),
    },
    "fine available",
    ["status"],
    "plug-in",
  ],
  [
    "every session would be limited to nothing",
    { profiles: [aProfile(0, { purpose: "ChargePointMaxProfile" })] },
    "trouble limited",
    ["profile"],
    "clear-profile ClearChargingProfile",
  ],
  [
    "a car is there, and no tag was presented",
    { connector: { status: "Preparing" } },
    "waiting waiting-for-tag",
    ["status"],
    "start RemoteStartTransaction",
  ],
  [
    "a tag was accepted, and no car is there",
    { connector: { status: "Preparing" }, presented: presented("Accepted") },
    "waiting waiting-for-car",
    ["status", "tag"],
    "plug-in",
  ],
  ["it is free", {}, "fine available", ["status"], "plug-in"],
  [
    "its clock is wrong, whatever else",
    { charger: { notes: [clockNote] } },
    "fine available",
    ["status", "clock"],
    "plug-in",
  ],
  [
    "it has told nothing of itself",
    { connector: { status: null, statusAt: null } },
    "waiting silent",
    [],
    "ask-status TriggerMessage",
  ],
];

for (const [name, given, verdict, evidence, next] of table) {
  Deno.test(`verdict: ${name}`, () => {
    const { code, tone, evidence: rests, next: step } = judged(given);
    assertEquals([`${tone} ${code}`, rests.map(({ code }) => code), step && step.code + of(step.command)], [
      verdict,
      evidence,
      next,
    ]);
  });
}

function of(command: { action: string } | null): string {
  return command === null ? "" : ` ${command.action}`;
}

Deno.test("a verdict says what was said, when, and what would solve it", () => {
  assertEquals(
    judged({ connector: { status: "Faulted", errorCode: "OtherError", vendorErrorCode: "E-42", info: "Fan" } }),
    {
      connectorId: 1,
      code: "faulted",
      tone: "trouble",
      words: { error: "OtherError · E-42 · Fan" },
      evidence: [{ code: "status", at: ago(5), words: { status: "Faulted", error: "OtherError · E-42 · Fan" } }],
      next: { code: "reset", words: {}, command: { action: "Reset", payload: { type: "Soft" } } },
    },
  );
});

const limitCases: [name: string, profiles: InstalledProfileView[], isLimited: boolean][] = [
  ["6 A are enough", [aProfile(6)], false],
  ["1,379 W are not", [aProfile(1_379, { unit: "W" })], true],
  [
    "a higher stack level goes before a lower one",
    [aProfile(0), aProfile(16, { more: { stackLevel: 1 } })],
    false,
  ],
  [
    "a profile that is not valid yet says nothing",
    [aProfile(0, { more: { validFrom: ago(-1) } })],
    false,
  ],
  [
    "a profile whose validity has ended says nothing",
    [aProfile(0, { more: { validTo: ago(1) } })],
    false,
  ],
  [
    "a transaction's own profile goes before the default",
    [aProfile(0), { ...aProfile(16, { purpose: "TxProfile" }), connectorId: 1 }],
    false,
  ],
  [
    "a recurring schedule says what it says at this time of the day",
    [aProfile(0, {
      more: {
        chargingProfileKind: "Recurring",
        recurrencyKind: "Daily",
        chargingSchedule: {
          startSchedule: "2026-01-01T06:00:00Z",
          chargingRateUnit: "A",
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }, { startPeriod: 5 * 3600, limit: 0 }],
        },
      },
    })],
    true,
  ],
  [
    "a relative schedule counts from the start of the session",
    [aProfile(0, {
      more: {
        chargingProfileKind: "Relative",
        chargingSchedule: {
          duration: 20 * 60,
          chargingRateUnit: "A",
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 0 }],
        },
      },
    })],
    false,
  ],
];

for (const [name, profiles, isLimited] of limitCases) {
  Deno.test(`limit: ${name}`, () => {
    const { code } = judged({ connector: { status: "SuspendedEVSE" }, running: aSession(), profiles });
    assertEquals(code === "limited", isLimited);
  });
}

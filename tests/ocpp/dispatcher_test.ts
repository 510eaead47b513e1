import { assertEquals } from "@std/assert";
import { say } from "../../lib/domain/sentence.ts";
import type { ErrorCode } from "../../ocpp/frame.ts";
import { NOON } from "../arrange.ts";
import { aCentral } from "./v16/central.ts";

const now = new Date(NOON).toISOString();

Deno.test("BootNotification is answered with the registration, our time and the heartbeat interval", async () => {
  const { call, recorded } = aCentral({ registrationOf: () => Promise.resolve("Pending") });
  assertEquals(await call("BootNotification", { chargePointVendor: "Acme", chargePointModel: "One" }), {
    type: "result",
    id: "1",
    payload: { status: "Pending", currentTime: now, interval: 300 },
  });
  assertEquals(recorded.map(({ type }) => type), ["booted"]);
});

Deno.test("StartTransaction is recorded before it is answered, with the number it is answered with", async () => {
  const { call, recorded } = aCentral({ authorizeStart: () => Promise.resolve({ status: "Blocked" }) });
  const answer = await call("StartTransaction", { connectorId: 2, idTag: "T", meterStart: 10, timestamp: now });
  assertEquals(answer, {
    type: "result",
    id: "1",
    payload: { transactionId: 42, idTagInfo: { status: "Blocked" } },
  });
  assertEquals(recorded, [{
    type: "started",
    connectorId: 2,
    idTag: "T",
    meterStartWh: 10,
    at: NOON,
    chargerAt: NOON,
    transactionId: 42,
    tagStatus: "Blocked",
    reservationId: null,
    receivedAt: NOON,
  }]);
});

Deno.test("a message that cannot be recorded is answered InternalError", async () => {
  const { call } = aCentral({ record: () => Promise.reject(new Error("disk full")) });
  const answer = await call("MeterValues", {
    connectorId: 1,
    meterValue: [{ timestamp: now, sampledValue: [{ value: "1" }] }],
  });
  assertEquals(answer, {
    type: "error",
    id: "1",
    code: "InternalError",
    description: "The message could not be stored: send it again",
    details: {},
  });
});

Deno.test("a start is stored also when its clock is absurd: our time is used, and noted", async () => {
  const { call, recorded } = aCentral();
  await call("StartTransaction", { connectorId: 1, idTag: "T", meterStart: 1, timestamp: "1970-01-01T00:00:10Z" });
  const [started, noted] = recorded;
  assertEquals(started.type === "started" && [started.at, started.chargerAt], [NOON, 10_000]);
  assertEquals(noted.type === "noted" && noted.kind, "clock-wrong");
});

Deno.test("a stop with an unreadable or missing time is stored at our time", async () => {
  for (const timestamp of ["yesterday", "", undefined]) {
    const { call, recorded } = aCentral();
    const answer = await call("StopTransaction", { transactionId: 1, meterStop: 5, timestamp });
    assertEquals(answer.type, "result");
    assertEquals(recorded[0].type === "stopped" && recorded[0].at, NOON);
  }
});

Deno.test("a meter value that is no number is dropped and noted, the rest kept and answered", async () => {
  const { call, recorded } = aCentral();
  const answer = await call("MeterValues", {
    connectorId: 1,
    meterValue: [{ timestamp: now, sampledValue: [{ value: "n/a" }, { value: "7", measurand: "SoC" }] }],
  });
  assertEquals(answer, { type: "result", id: "1", payload: {} });
  assertEquals(recorded, [
    { type: "metered", connectorId: 1, samples: [{ at: NOON, socPercent: 7 }] },
    { type: "noted", kind: "meter-value-dropped", at: NOON, count: 1, detail: say("values-dropped", { number: 1 }) },
  ]);
});

Deno.test("numbers as strings and strings as numbers are read as meant", async () => {
  const { call, recorded } = aCentral();
  await call("StartTransaction", { connectorId: "1", idTag: 12345, meterStart: "12.0", timestamp: now });
  const [started] = recorded;
  assertEquals(
    started.type === "started" && [started.connectorId, started.idTag, started.meterStartWh],
    [1, "12345", 12],
  );
});

const refused: [string, string, unknown, ErrorCode, string][] = [
  ["an action that does not exist", "Dance", {}, "NotImplemented", ""],
  ["a name every object has", "constructor", {}, "NotImplemented", ""],
  ["an action in another case", "heartbeat", {}, "NotImplemented", ""],
  ["an action that only we may send", "RemoteStartTransaction", { idTag: "T" }, "NotSupported", ""],
  ["a payload that is a list", "Heartbeat", [], "FormationViolation", ""],
  ["a payload that is text", "Authorize", "T", "FormationViolation", ""],
  ["a missing field", "Authorize", {}, "OccurenceConstraintViolation", "/idTag"],
  ["a required field that is null", "Authorize", { idTag: null }, "OccurenceConstraintViolation", "/idTag"],
  ["a missing word", "FirmwareStatusNotification", {}, "OccurenceConstraintViolation", "/status"],
  ["an object for text", "Authorize", { idTag: {} }, "TypeConstraintViolation", "/idTag"],
  [
    "text for a number",
    "LogStatusNotification",
    { status: "Idle", requestId: "x" },
    "TypeConstraintViolation",
    "/requestId",
  ],
  ["a word out of the set", "FirmwareStatusNotification", { status: "Lost" }, "PropertyConstraintViolation", "/status"],
  ["a number for a word", "FirmwareStatusNotification", { status: 5 }, "TypeConstraintViolation", "/status"],
  ["an empty list", "MeterValues", { connectorId: 1, meterValue: [] }, "OccurenceConstraintViolation", "/meterValue"],
  ["text far too long", "Authorize", { idTag: "x".repeat(1001) }, "PropertyConstraintViolation", "/idTag"],
  [
    "a fault deep inside",
    "MeterValues",
    { connectorId: 1, meterValue: [{ timestamp: now, sampledValue: [{ value: "1" }, { unit: "Wh" }] }] },
    "OccurenceConstraintViolation",
    "/meterValue/0/sampledValue/1/value",
  ],
];

for (const [what, action, payload, code, path] of refused) {
  Deno.test(`${what} is refused with ${code}, its path is told and nothing is stored`, async () => {
    const { call, recorded } = aCentral();
    const answer = await call(action, payload);
    assertEquals(answer.type === "error" && answer.code, code);
    if (path !== "" && answer.type === "error") {
      const { errors } = answer.details as { errors: { path: string }[] };
      assertEquals(errors[0].path, path);
    }
    assertEquals(recorded, []);
  });
}

Deno.test("members that every object has, and nesting without end, are answered like any other extra", async () => {
  const { call } = aCentral();
  let deep: unknown = "end";
  for (let i = 0; i < 12_000; i++) deep = [deep];
  assertEquals((await call("Authorize", { idTag: "a", constructor: "x", toString: "y" })).type, "result");
  assertEquals((await call("DataTransfer", { vendorId: "a", data: { toString: "x" } })).type, "result");
  assertEquals((await call("Heartbeat", { more: deep })).type, "result");
});

/** An entry that is wrong, and how often it was looked at: `member` is read by whoever judges it. */
function wrongEntry(member: string) {
  const looks = { count: 0 };
  const entry = Object.defineProperty({}, member, { enumerable: true, get: () => void looks.count++ });
  return { entry, looks };
}

Deno.test("of thousands of wrong entries ten are looked at and named, so that the message holds nobody up", async () => {
  const { call } = aCentral();
  for (const member of ["sampledValue", "value"]) {
    const { entry, looks } = wrongEntry(member);
    const wrong = Array.from({ length: 9_000 }, () => entry);
    const isWithin = member === "value";
    const meterValue = isWithin ? [{ timestamp: now, sampledValue: wrong }] : wrong;
    const answer = await call("MeterValues", { connectorId: 1, meterValue });
    assertEquals(looks.count < 500, true, `${looks.count} looks`);
    const errors = Array.from({ length: 10 }, (_, i) => ({
      path: isWithin ? `/meterValue/0/sampledValue/${i}/value` : `/meterValue/${i}/sampledValue`,
      message: isWithin ? "Missing" : "Invalid input: expected array, received undefined",
    }));
    assertEquals(answer.type === "error" && [answer.code, answer.details], [
      "OccurenceConstraintViolation",
      { errors },
    ]);
  }
});

Deno.test("a message of more entries than anybody has to send is refused by their number", async () => {
  const { call } = aCentral();
  const meterValue = Array.from({ length: 10_001 }, () => ({ sampledValue: [{ value: "1" }] }));
  assertEquals(await call("MeterValues", { connectorId: 1, meterValue }), {
    type: "error",
    id: "1",
    code: "OccurenceConstraintViolation",
    description: "/meterValue: Expected at most 10000 entries",
    details: { errors: [{ path: "/meterValue", message: "Expected at most 10000 entries" }] },
  });
});

Deno.test("a stop with a hundred thousand wrong meter values is stored with those that can be read, and few are looked at twice", async () => {
  const { call, recorded } = aCentral();
  const right = { timestamp: now, sampledValue: [{ value: "7", measurand: "SoC" }] };
  const { entry, looks } = wrongEntry("unit");
  const transactionData = [
    ...Array.from({ length: 5_000 }, () => ({ sampledValue: [entry] })),
    right,
    ...Array.from({ length: 95_000 }, () => ({})),
  ];
  const answer = await call("StopTransaction", { transactionId: 1, meterStop: 5, timestamp: now, transactionData });
  assertEquals(looks.count < 2_000, true, `${looks.count} looks`);
  assertEquals(answer.type, "result");
  const [stopped, noted] = recorded;
  assertEquals(stopped.type === "stopped" && stopped.samples, [{ at: NOON, socPercent: 7 }]);
  assertEquals(noted.type === "noted" && [noted.kind, noted.count], ["meter-value-dropped", 100_000]);
});

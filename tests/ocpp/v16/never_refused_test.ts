/** A start or stop is never refused, whatever of it is missing or cannot be read (OCPP 1.6 §4.8, §4.10). */
import { assertEquals } from "@std/assert";
import { say } from "../../../lib/domain/sentence.ts";
import { NOON } from "../../arrange.ts";
import { aCentral } from "./central.ts";

const timestamp = new Date(NOON).toISOString();
const start = { connectorId: 1, idTag: "T", meterStart: 5, reservationId: 3, timestamp };
const stop = { idTag: "T", meterStop: 5, timestamp, transactionId: 7, reason: "Remote", transactionData: [] };

/** What nobody can read as a number, nor as text. */
const UNREADABLE: unknown[] = [{}, [], true, [[1]]];

async function recorded(action: string, payload: unknown) {
  const { call, recorded } = aCentral();
  const answer = await call(action, payload);
  assertEquals(answer.type, "result", JSON.stringify(payload));
  return recorded;
}

const startMembers = [
  ["connectorId", { connectorId: 0 }],
  ["idTag", { idTag: "" }],
  ["meterStart", { meterStartWh: null }],
  ["reservationId", { reservationId: null }],
] as const;

for (const [member, instead] of startMembers) {
  Deno.test(`a start without a readable ${member} is stored and answered, with what was sent`, async () => {
    const [whole] = await recorded("StartTransaction", start);
    for (const value of UNREADABLE) {
      const sent = { ...start, [member]: value };
      const [started, noted] = await recorded("StartTransaction", sent);
      const unread = { members: [member], sent: JSON.stringify(sent) };
      assertEquals<unknown>(started, { ...whole, ...instead, unread });
      assertEquals(noted.type === "noted" && [noted.kind, noted.detail], [
        "part-unreadable",
        say("unread", { action: "StartTransaction", members: member, sent: JSON.stringify(sent) }),
      ]);
    }
    const { [member]: _, ...missing } = start;
    const [started] = await recorded("StartTransaction", missing);
    // Only a start that is not for a reservation may lack its number.
    const unread = member === "reservationId" ? {} : { unread: { members: [member], sent: JSON.stringify(missing) } };
    assertEquals<unknown>(started, { ...whole, ...instead, ...unread });
  });
}

const stopMembers = [
  ["idTag", { idTag: null }],
  ["meterStop", { meterStopWh: null }],
  ["transactionId", { transactionId: null }],
  ["reason", { stopReason: "Local" }],
] as const;

for (const [member, instead] of stopMembers) {
  Deno.test(`a stop without a readable ${member} is stored and answered, with what was sent`, async () => {
    const [whole] = await recorded("StopTransaction", stop);
    for (const value of UNREADABLE) {
      const sent = { ...stop, [member]: value };
      const [stopped] = await recorded("StopTransaction", sent);
      assertEquals<unknown>(stopped, {
        ...whole,
        ...instead,
        unread: { members: [member], sent: JSON.stringify(sent) },
      });
    }
    const { [member]: _, ...missing } = stop;
    const [stopped] = await recorded("StopTransaction", missing);
    const mayLack = member === "idTag" || member === "reason";
    const unread = mayLack ? {} : { unread: { members: [member], sent: JSON.stringify(missing) } };
    assertEquals<unknown>(stopped, { ...whole, ...instead, ...unread });
  });
}

Deno.test("a start and a stop that say nothing are stored too, and what is no payload is refused", async () => {
  const [started] = await recorded("StartTransaction", {});
  assertEquals(started.type === "started" && started.unread, {
    members: ["connectorId", "idTag", "meterStart"],
    sent: "{}",
  });
  const [stopped] = await recorded("StopTransaction", {});
  assertEquals(stopped.type === "stopped" && stopped.unread, { members: ["meterStop", "transactionId"], sent: "{}" });
  for (const action of ["StartTransaction", "StopTransaction"]) {
    const answer = await aCentral().call(action, ["T"]);
    assertEquals(answer.type === "error" && answer.code, "FormationViolation");
  }
});

Deno.test("what is kept of a start that could be read in part only is bounded", async () => {
  const [started] = await recorded("StartTransaction", { ...start, connectorId: "x".repeat(100_000) });
  assertEquals(started.type === "started" && started.unread?.sent.length, 1_000);
});

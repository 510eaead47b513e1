/** What belongs to a session, of all that happened at its charger. */
import { assertEquals } from "@std/assert";
import type { ConnectorStatus } from "../../lib/domain/connector.ts";
import { isMessageOf, leadingOut, leadingTo } from "../../lib/domain/session_story.ts";
import type { StatusChange } from "../../lib/domain/status_change.ts";
import type { Frame } from "../../lib/domain/exchange.ts";

function changes(...statuses: ConnectorStatus[]): StatusChange[] {
  return statuses.map((status, at) => ({ v: 1, at, status, errorCode: "NoError", info: null }));
}

const names = (found: StatusChange[]) => found.map(({ status }) => status);

Deno.test("before a session its connector was taken; what was before that is another story", () => {
  assertEquals(names(leadingTo(changes("Preparing", "Available", "Preparing"))), ["Preparing"]);
  assertEquals(names(leadingTo(changes("Available"))), []);
  assertEquals(names(leadingTo([])), []);
});

Deno.test("after a session its connector waits to be free; what the next car does is another story", () => {
  assertEquals(names(leadingOut(changes("Finishing", "Available", "Preparing"))), ["Finishing", "Available"]);
  assertEquals(names(leadingOut(changes("Finishing", "Preparing", "Charging"))), ["Finishing"]);
  assertEquals(names(leadingOut(changes("Charging"))), []);
  assertEquals(names(leadingOut(changes("Faulted"))), ["Faulted"]);
});

const SESSION = { transactionId: 7, connectorId: 1, idTag: "Tag-A" };
const CASES: [what: string, call: unknown, answer: unknown, isMeant: boolean][] = [
  ["its start, whose number is in the answer", { connectorId: 1, idTag: "Tag-A" }, { transactionId: 7 }, true],
  ["the start of another on the same connector", { connectorId: 1, idTag: "Tag-A" }, { transactionId: 8 }, false],
  ["its meter", { connectorId: 1, transactionId: 7 }, {}, true],
  ["a meter by another number", { connectorId: 1, transactionId: 9 }, {}, false],
  ["a number written as text", { transactionId: "7" }, null, true],
  ["a status of its connector", { connectorId: 1, status: "Charging" }, {}, true],
  ["a status of another one", { connectorId: 2, status: "Charging" }, {}, false],
  ["its tag, in another case", { idTag: "TAG-A" }, {}, true],
  ["another tag", { idTag: "Tag-B" }, {}, false],
  ["a heartbeat", {}, { currentTime: "x" }, false],
];

for (const [what, payload, answered, isMeant] of CASES) {
  Deno.test(`isMessageOf(): ${what} ${isMeant ? "belongs" : "does not belong"} to a session`, () => {
    const frame = (payload: unknown): Frame => ({
      chargerId: "CP-1",
      at: "2026-11-22T12:00:00Z",
      direction: "in",
      type: "call",
      messageId: "1",
      action: "Any",
      payload,
      error: null,
      latencyMs: null,
      text: "",
    });
    assertEquals(isMessageOf({ call: frame(payload), answer: frame(answered) }, SESSION), isMeant);
  });
}

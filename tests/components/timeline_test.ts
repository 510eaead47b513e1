/** A session's story in words. */
import { assertEquals } from "@std/assert";
import { tellTimeline } from "../../components/timeline.ts";
import type { SessionStory } from "../../lib/domain/session_story.ts";
import { toTransactionView } from "../../lib/domain/shape.ts";
import { newTransaction } from "../../lib/domain/transaction_start.ts";
import type { Transaction } from "../../lib/domain/transaction.ts";
import type { CommandView } from "../../lib/domain/views.ts";
import { aStart, NOON } from "../arrange.ts";
import { aReader } from "../reader.ts";

const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(NOON + minutes * MINUTE_MS).toISOString();
const NOTHING: SessionStory = { statuses: [], isCut: false, presented: null, commands: [] };

function aSession(given: Partial<Transaction> = {}) {
  const begun = newTransaction("01K", { chargerId: "CP-1", connectorId: 1, registerWh: 0 }, aStart());
  return toTransactionView({ ...begun, ...given }, null, NOON);
}

const ENDED = { endedAt: NOON + 60 * MINUTE_MS, endReceivedAt: NOON + 60 * MINUTE_MS, stopReason: "EVDisconnected" };

function tell(session: ReturnType<typeof aSession>, story: Partial<SessionStory>): string[] {
  return tellTimeline(session, { ...NOTHING, ...story }, aReader())
    .map(({ text, remark }) => remark === undefined ? text : `${text} (${remark})`);
}

const status = (minutes: number, status: SessionStory["statuses"][0]["status"], given = {}) => ({
  at: at(minutes),
  status,
  errorCode: "NoError",
  info: null,
  ...given,
});

Deno.test("a timeline goes from the plug to the plug", () => {
  const story = {
    presented: { at: at(-1), idTag: "TAG-1", status: "Accepted" },
    statuses: [
      status(-2, "Preparing"),
      status(0, "Charging"),
      status(20, "SuspendedEV"),
      status(32, "Charging"),
      status(60, "Finishing"),
      status(65, "Available"),
    ],
  };
  assertEquals(tell(aSession(ENDED), story), [
    "Connector taken: a car was plugged in, or a tag presented",
    "Tag TAG-1 was presented and accepted",
    "Started with tag TAG-1",
    "Charging began",
    "Paused by the car (For 12 min)",
    "Charging went on",
    "Ended: Car unplugged",
    "Finishing: not free for the next car yet",
    "Unplugged: the connector is free again",
  ]);
});

Deno.test("a timeline tells who asked for the start, and what the charger said", () => {
  const asked: CommandView = {
    id: "01K",
    chargerId: "CP-1",
    action: "RemoteStartTransaction",
    payload: { idTag: "TAG-1" },
    askedBy: "ada",
    askedAt: at(-1),
    settledAt: at(-1),
    state: "answered",
    response: { status: "Accepted" },
    error: null,
    isLate: false,
    bulkId: null,
  };
  assertEquals(tell(aSession(), { commands: [asked] }), [
    "Start a session: asked by ada (The charger accepted it.)",
    "Started with tag TAG-1",
  ]);
});

Deno.test("a timeline tells a fault by its code and the charger's words, and a tag that was refused", () => {
  const fault = status(5, "Faulted", { errorCode: "GroundFailure", info: "RCD tripped" });
  assertEquals(tell(aSession({ tagStatus: "Blocked" }), { statuses: [fault] }), [
    "Started with tag TAG-1 (The tag was refused: it is blocked)",
    "Fault: GroundFailure (RCD tripped)",
  ]);
});

Deno.test("a tag was presented before the start, also when that was reported late", () => {
  const late = 3 * 60 * MINUTE_MS;
  const session = aSession({ startReceivedAt: NOON + late });
  const presented = { at: new Date(NOON + late - 9_000).toISOString(), idTag: "TAG-1", status: "Accepted" };
  const [first] = tellTimeline(session, { ...NOTHING, presented }, aReader());
  assertEquals(first, { at: "2026-11-22T11:59:51.000Z", text: "Tag TAG-1 was presented and accepted" });
});

Deno.test("a start that was reported late says so", () => {
  const told = tell(aSession({ startReceivedAt: NOON + 3 * 60 * MINUTE_MS }), {});
  assertEquals(told.length, 1);
  assertEquals(told[0].includes("Reported 3 h 00 min later"), true, told[0]);
});

import { assertEquals } from "@std/assert";
import { type Frame, isExchangeShown, stateOfExchange, withFrames } from "../../lib/domain/exchange.ts";

const NOON = Date.parse("2026-11-22T12:00:00Z");

function aFrame(given: Partial<Frame>): Frame {
  return {
    chargerId: "CP-1",
    at: new Date(NOON).toISOString(),
    direction: "in",
    type: "call",
    messageId: "1",
    action: "Heartbeat",
    payload: {},
    error: null,
    latencyMs: null,
    text: "",
    ...given,
  };
}
const call = aFrame({});
const answer = aFrame({ direction: "out", type: "result", latencyMs: 4 });

Deno.test("a call and its answer are one exchange, newest first", () => {
  const other = aFrame({ messageId: "2", action: "BootNotification" });
  const [newest, oldest] = withFrames([], [call, other, answer], 10);
  assertEquals([newest.action, newest.answer], ["BootNotification", null]);
  assertEquals([oldest.call, oldest.answer], [call, answer]);
});

Deno.test("an answer goes to the call of its charger and direction, though others have the same id", () => {
  const elsewhere = aFrame({ chargerId: "CP-2" });
  const ours = aFrame({ direction: "out", action: "Reset" });
  const answered = withFrames([], [call, elsewhere, ours, answer], 10).filter((one) => one.answer !== null);
  assertEquals(answered.map(({ chargerId, action }) => [chargerId, action]), [["CP-1", "Heartbeat"]]);
});

Deno.test("an answer whose call is not shown stands alone, as a call of the other side", () => {
  const [alone] = withFrames([], [answer], 10);
  assertEquals([alone.direction, alone.call, alone.answer], ["in", null, answer]);
});

Deno.test("the oldest fall out", () => {
  const frames = Array.from({ length: 5 }, (_, i) => aFrame({ messageId: String(i) }));
  assertEquals(withFrames([], frames, 2).map(({ call }) => call?.messageId), ["4", "3"]);
});

Deno.test("an exchange waits, is answered, or failed; and a filter takes it by that, its action and who asked", () => {
  const error = aFrame({ direction: "out", type: "error" });
  const of = (...frames: Frame[]) => withFrames([], frames, 10)[0];
  assertEquals([of(call), of(call, answer), of(call, error)].map(stateOfExchange), ["waiting", "answered", "error"]);
  assertEquals(isExchangeShown(of(call, error), { errors: true, action: "heartbeat", direction: "in" }), true);
  assertEquals(isExchangeShown(of(call, answer), { errors: true }), false);
  assertEquals(isExchangeShown(of(call), { direction: "out" }), false);
});

import { assertEquals } from "@std/assert";
import type { CallOutcome } from "../../ocpp/own_calls.ts";
import { Outbox, type TransactionMessage } from "../../simulate/outbox.ts";
import { quickClock } from "./central_system.ts";

/** An outbox whose messages come to these outcomes, and then to results. */
function anOutbox(outcomes: CallOutcome["type"][]) {
  const sent: string[] = [];
  const outbox = new Outbox({
    clock: quickClock(10_000),
    signal: new AbortController().signal,
    send(action) {
      sent.push(action);
      const type = outcomes.shift() ?? "result";
      return Promise.resolve(
        type === "error" ? { type, code: "InternalError", description: "", details: {} } : { type, payload: {} },
      );
    },
  });
  return { outbox, sent };
}

function message(action: TransactionMessage["action"], own: Partial<TransactionMessage> = {}): TransactionMessage {
  return { action, payload: () => ({}), ...own };
}

Deno.test("what the link loses stays at the head of the queue and is sent again, in order", async () => {
  const { outbox, sent } = anOutbox(["closed"]);
  outbox.add(message("StartTransaction"));
  await outbox.deliver();
  assertEquals({ sent, waiting: outbox.size }, { sent: ["StartTransaction"], waiting: 1 });
  outbox.add(message("StopTransaction"));
  await outbox.deliver();
  assertEquals(sent, ["StartTransaction", "StartTransaction", "StopTransaction"]);
  assertEquals(outbox.size, 0);
});

Deno.test("a message that fails three times is given up, and the next has its turn", async () => {
  const { outbox, sent } = anOutbox(["error", "timeout", "error"]);
  outbox.add(message("StartTransaction"));
  outbox.add(message("MeterValues"));
  await outbox.deliver();
  assertEquals(sent, ["StartTransaction", "StartTransaction", "StartTransaction", "MeterValues"]);
});

Deno.test("a message that has nothing to say when its turn comes is not sent", async () => {
  const { outbox, sent } = anOutbox([]);
  outbox.add(message("MeterValues", { payload: () => null }));
  await outbox.deliver();
  assertEquals({ sent, waiting: outbox.size }, { sent: [], waiting: 0 });
});

Deno.test("a charger long offline forgets old meter values, but no start and no stop", async () => {
  let isOnline = false;
  const sent: string[] = [];
  const outbox = new Outbox({
    clock: quickClock(1),
    signal: new AbortController().signal,
    send(action) {
      if (isOnline) sent.push(action);
      return Promise.resolve(isOnline ? { type: "result", payload: {} } : { type: "closed" });
    },
  });
  outbox.add(message("StartTransaction"));
  for (let count = 0; count < 2_000; count++) outbox.add(message("MeterValues"));
  outbox.add(message("StopTransaction"));
  await outbox.deliver();
  isOnline = true;
  await outbox.deliver();
  assertEquals([sent.length, sent[0], sent.at(-1)], [500, "StartTransaction", "StopTransaction"]);
});

import { assertEquals } from "@std/assert";
import { Bus } from "../../lib/bus.ts";
import { silentLog } from "../../lib/log.ts";
import { MessageLog } from "../../lib/message_log.ts";
import { parseFrame } from "../../ocpp/frame.ts";
import { HeldClock } from "../arrange.ts";

function aLog() {
  const clock = new HeldClock();
  const messages = { put: () => Promise.resolve() } as never; // Nothing else of the store is asked.
  const log = new MessageLog({ messages, bus: new Bus(clock, "E"), clock, log: silentLog });
  return {
    log,
    hear: (text: string) => log.add("CP-1", { direction: "in", text, frame: parseFrame(text), answered: null }),
  };
}

Deno.test("a long message is kept by its beginning", async () => {
  const { log, hear } = aLog();
  hear("x".repeat(1_000_000));
  assertEquals(log.recent.list().map(({ text }) => text), [`${"x".repeat(20_000)}…`]);
  await log.close();
});

Deno.test("a key that is cut off with the rest of a long message is not kept by its beginning either", async () => {
  const { log, hear } = aLog();
  const entry = (value: string) => `{"value":"${value}","key":"AuthorizationKey"}`;
  hear(`[3,"1",{"configurationKey":[{"key":"${"x".repeat(19_900)}"},${entry("secret".repeat(100))}]}]`);
  hear(`[3,"1",{"configurationKey":[{"key":"${"x".repeat(19_937)}"},${entry("secret\\n".repeat(100))}]}]`);
  for (const { text } of log.recent.list()) assertEquals(text.includes("secret"), false, text.slice(-100));
  await log.close();
});

import { assertEquals, assertRejects } from "@std/assert";
import { chunksOf } from "../../lib/http/chunks.ts";
import { Problem } from "../../lib/http/problem.ts";
import { HeldClock } from "../arrange.ts";

const SILENCE_MS = 31_000;

/** A body that brings `bytes` every `everyMs` of the clock, `count` times, and then nothing more, ever. */
function aBody(clock: HeldClock, { bytes, everyMs, count }: { bytes: number; everyMs: number; count: number }) {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await Promise.resolve();
      if (count-- === 0) return clock.pass(SILENCE_MS);
      controller.enqueue(new Uint8Array(bytes));
      clock.pass(everyMs);
    },
    cancel() {
      cancelled = true;
    },
  }, { highWaterMark: 0 });
  return { body, wasCancelled: () => cancelled };
}

async function read(body: ReadableStream<Uint8Array>, clock: HeldClock): Promise<number> {
  let bytes = 0;
  for await (const chunk of chunksOf(body, clock)) bytes += chunk.length;
  return bytes;
}

Deno.test("a body that stops coming is given up after half a minute", async () => {
  const clock = new HeldClock();
  const begun = clock.time;
  const { body, wasCancelled } = aBody(clock, { bytes: 0, everyMs: 0, count: 0 });
  const error = await assertRejects(() => read(body, clock), Problem);
  assertEquals([error.status, clock.time - begun, wasCancelled()], [408, SILENCE_MS, true]);
});

Deno.test("a body that drips is given up, one at the least pace may take its time", async () => {
  const slow = new HeldClock();
  const begun = slow.time;
  await assertRejects(() => read(aBody(slow, { bytes: 1, everyMs: 5_000, count: 1_000 }).body, slow), Problem);
  assertEquals(slow.time - begun < 60_000, true);
  const steady = new HeldClock();
  const { body } = aBody(steady, { bytes: 2_400, everyMs: 10_000, count: 60 });
  let bytes = 0;
  await assertRejects(async () => {
    for await (const chunk of chunksOf(body, steady)) bytes += chunk.length;
  }, Problem);
  assertEquals(bytes, 60 * 2_400);
});

Deno.test("the time that we take ourselves is not counted", async () => {
  const clock = new HeldClock();
  const body = ReadableStream.from([new Uint8Array(1), new Uint8Array(1)]);
  let bytes = 0;
  for await (const chunk of chunksOf(body, clock)) {
    bytes += chunk.length;
    clock.pass(3_600_000);
  }
  assertEquals([bytes, (await Array.fromAsync(chunksOf(null, clock))).length], [2, 0]);
});

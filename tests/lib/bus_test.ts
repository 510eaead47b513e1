import { assertEquals } from "@std/assert";
import { Bus, type Listener } from "../../lib/bus.ts";
import type { LiveEvent } from "../../lib/domain/views.ts";
import { HeldClock } from "../arrange.ts";

const wanting = (...types: LiveEvent["type"][]): Listener => ({ types: new Set(types), hear() {}, onEnd() {} });
const frames: Listener["types"] = new Set(["frame"]);

function aBus() {
  const clock = new HeldClock();
  const bus = new Bus(clock, "epoch");
  const frame = { type: "frame", data: {} } as LiveEvent; // What it says is not looked at.
  let told = 0;
  return {
    bus,
    clock,
    /** As who has something to tell does. */
    tell(type: LiveEvent["type"]) {
      if (bus.isHeard(type)) bus.changed(`${type} ${told++}`, null, () => ({ ...frame, type } as LiveEvent));
      else bus.leaveOut(type);
      clock.pass(1_000);
    },
  };
}

Deno.test("events of a type are gathered only while somebody wants that type, and a minute after", () => {
  const { bus, clock } = aBus();
  assertEquals(bus.isHeard("frame"), false);
  const leave = bus.listen(wanting("frame"));
  assertEquals([bus.isHeard("frame"), bus.isHeard("samples")], [true, false]);
  const other = bus.listen(wanting("frame", "samples"));
  leave();
  other();
  clock.pass(59_000);
  assertEquals(bus.isHeard("frame"), true);
  clock.pass(2_000);
  assertEquals(bus.isHeard("frame"), false);
});

Deno.test("who comes back hears what was told meanwhile, and must read again only when its own types were left out", () => {
  const { bus, tell } = aBus();
  bus.listen(wanting("counts"));
  const seq = bus.seq;
  tell("counts");
  tell("frame");
  tell("counts");
  assertEquals(bus.since(seq, new Set(["counts"]))?.map(({ event }) => event.type), ["counts", "counts"]);
  assertEquals(bus.since(seq, frames), null);
  assertEquals(bus.since(seq, null), null);
  assertEquals(bus.since(bus.seq, frames), []);
});

Deno.test("the history remembers no more than 4 MiB, however few events they are", () => {
  const clock = new HeldClock();
  const bus = new Bus(clock, "epoch");
  const seq = bus.seq;
  for (let i = 0; i < 500; i++) {
    const data = { chargerId: "CP-1", text: "x".repeat(20_000) } as never;
    bus.changed(`frame ${i}`, "CP-1", () => ({ type: "frame", data }));
    clock.pass(250);
  }
  assertEquals(bus.since(seq, frames), null);
  assertEquals(bus.since(bus.seq - 209, frames)?.length, 209);
  assertEquals(bus.since(bus.seq - 210, frames), null);
});

Deno.test("who was away longer than the history goes must read again, and so must who heard another process", () => {
  const { bus, tell } = aBus();
  bus.listen(wanting("frame"));
  const seq = bus.seq;
  for (let i = 0; i < 2_001; i++) tell("frame");
  assertEquals(bus.since(seq, frames), null);
  assertEquals(bus.since(seq + 1, frames)?.length, 2_000);
  assertEquals(bus.since(bus.seq + 1, frames), null);
});

Deno.test("a busy fleet is told of bit by bit, each change after a quarter of a second, and the newest of a thing once", () => {
  const clock = new HeldClock();
  const bus = new Bus(clock, "E");
  const told: { afterMs: number; seqs: number[]; texts: string[] }[] = [];
  const wish = { chargerId: null, types: null };
  const begin = clock.elapsed();
  const hear: Listener["hear"] = (batch) => {
    const text = new TextDecoder().decode(batch.bytesFor(wish));
    told.push({
      afterMs: clock.elapsed() - begin,
      seqs: [...text.matchAll(/^id: E-(\d+)$/gm)].map(([, seq]) => Number(seq)),
      texts: [...text.matchAll(/"info":"(.*?)"/g)].map(([, info]) => info),
    });
  };
  bus.listen({ types: null, hear, onEnd() {} });
  const change = (name: string, info: string) =>
    bus.changed(name, "CP-1", () => ({ type: "connector", data: { chargerId: "CP-1", info } as never }));
  for (const name of ["a", "b", "c", "d", "e"]) {
    change(name, `${name} old`);
    clock.pass(30);
    change(name, `${name} new`);
  }
  clock.pass(1_000);
  assertEquals(told, [
    { afterMs: 250, seqs: [1, 2], texts: ["a new", "b new"] },
    { afterMs: 310, seqs: [3, 4], texts: ["c new", "d new"] },
    { afterMs: 370, seqs: [5], texts: ["e new"] },
  ]);
});

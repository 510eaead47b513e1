import { assertEquals } from "@std/assert";
import { newCharger } from "../../lib/domain/charger.ts";
import { addToNote, type NewNote } from "../../lib/domain/charger_note.ts";
import { silentLog } from "../../lib/log.ts";
import { Notes } from "../../lib/notes.ts";
import { aStore, NOON } from "../arrange.ts";

/** Notes over a real store that counts what is written. */
async function someNotes(...chargers: string[]) {
  const store = await aStore();
  for (const id of chargers) await store.chargers.add(newCharger(id, NOON, "Accepted"));
  const written: { id: string; note: NewNote }[] = [];
  const notes = new Notes({
    chargers: {
      notesOf: (id) => store.chargers.notesOf(id),
      note(id, note) {
        written.push({ id, note });
        return store.chargers.note(id, note);
      },
    },
    clock: store.clock,
    log: silentLog,
  });
  return { store, notes, written };
}

const odd = (at: number, detail = "x"): NewNote => ({ kind: "value-coerced", at, count: 1, detail });

Deno.test("the first note of a kind is stored at once, and those of the next 10 seconds in one go", async () => {
  const { store, notes, written } = await someNotes("CP-1");
  await using _ = store;
  for (let i = 0; i < 1000; i++) notes.add("CP-1", odd(NOON + i, `${i}`));
  assertEquals(written.length, 1);
  store.clock.pass(10_000);
  assertEquals(written.map(({ note }) => note.count), [1, 999]);
  assertEquals(await notes.of("CP-1"), [
    { v: 1, kind: "value-coerced", count: 1000, firstAt: NOON, lastAt: NOON + 999, detail: "999" },
  ]);
  store.clock.pass(20_000);
  assertEquals(written.length, 2);
  await notes.close();
});

Deno.test("what is not stored yet is shown, and stored when the server closes", async () => {
  const { store, notes, written } = await someNotes("CP-1");
  await using _ = store;
  for (let i = 0; i < 3; i++) notes.add("CP-1", odd(NOON + i));
  assertEquals((await notes.of("CP-1")).map(({ count, firstAt, lastAt }) => [count, firstAt, lastAt]), [
    [3, NOON, NOON + 2],
  ]);
  await notes.close();
  assertEquals(written.length, 2);
  assertEquals((await Array.fromAsync(store.chargers.notesOf("CP-1"))).map(({ count }) => count), [3]);
});

Deno.test("a note of a charger that was forgotten meanwhile is left out", async () => {
  const { store, notes } = await someNotes();
  await using _ = store;
  notes.add("CP-1", odd(NOON));
  await notes.close();
  assertEquals(await Array.fromAsync(store.chargers.notesOf("CP-1")), []);
});

Deno.test("notes that are stored in either order come to the same", () => {
  const [first, rest] = [odd(NOON, "first"), { ...odd(NOON + 999, "last"), firstAt: NOON + 1, count: 999 }];
  const both = { v: 1 as const, kind: "value-coerced" as const, count: 1000, firstAt: NOON, lastAt: NOON + 999 };
  assertEquals(addToNote(addToNote(null, first), rest), { ...both, detail: "last" });
  assertEquals(addToNote(addToNote(null, rest), first), { ...both, detail: "last" });
});

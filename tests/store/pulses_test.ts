import { assertEquals } from "@std/assert";
import { aStore, HeldClock, type TestStore } from "../arrange.ts";

/** Two stores over one file that know of each other; what `b` hears of `a` stands in `heard`, look by look. */
async function twoStores() {
  const path = await Deno.makeTempFile({ suffix: ".kv" });
  const clock = new HeldClock();
  const [a, b] = [await aStore({ path, clock }), await aStore({ path, clock })];
  const heard: (string[] | null)[] = [];
  a.pulses.start(() => Promise.resolve());
  b.pulses.start((chargerIds) => Promise.resolve(void heard.push(chargerIds)));
  const settle = async (of: (store: TestStore) => Promise<void>) => void await Promise.all([of(a), of(b)]);
  const later = async (ms: number) => {
    clock.pass(ms);
    await settle(({ instances }) => instances.settled());
    await settle(({ pulses }) => pulses.settled());
  };
  await later(10_000);
  const end = async () => {
    await settle((store) => store.close());
    await Deno.remove(path);
  };
  return { a, b, later, heard, end };
}

/** As long as an id may be, in characters that take most room. */
const longId = (n: number) => `${n}`.padEnd(255, "\u{1F50C}").slice(0, 255);

Deno.test("chargers that an instance touched are named to the others", async () => {
  const { a, later, heard, end } = await twoStores();
  for (let beat = 0; beat < 10; beat++) {
    for (let n = 0; n < 11; n++) a.pulses.touched(longId(100 * beat + n));
    await later(1_000);
  }
  await later(1_000);
  const expected = Array.from(
    { length: 10 },
    (_, beat) => Array.from({ length: 11 }, (_, n) => longId(100 * beat + n)),
  );
  assertEquals(heard.flat(), expected.flat());
  await end();
});

Deno.test("an instance that touched more chargers than it can name says so", async () => {
  const { a, later, heard, end } = await twoStores();
  for (let n = 0; n < 5_000; n++) a.pulses.touched(longId(n));
  await later(1_000);
  await later(1_000);
  assertEquals(heard, [null]);
  a.pulses.touched("CP-1");
  await later(1_000);
  await later(1_000);
  assertEquals(heard, [null, ["CP-1"]]);
  await end();
});

Deno.test("an instance that looks too seldom to hear every name takes it that all were touched", async () => {
  const { a, b, later, heard, end } = await twoStores();
  await b.pulses.stop();
  for (let beat = 0; beat < 7; beat++) {
    a.pulses.touched(`CP-${beat}`);
    await later(1_000);
  }
  b.pulses.start((chargerIds) => Promise.resolve(void heard.push(chargerIds)));
  await later(1_000);
  assertEquals(heard, [null]);
  await end();
});

Deno.test("what could not be read when it was heard is heard again", async () => {
  const { a, b, later, heard, end } = await twoStores();
  await b.pulses.stop();
  let isBroken = true;
  b.pulses.start((chargerIds) => {
    if (isBroken) return Promise.reject(new Error("database is locked"));
    return Promise.resolve(void heard.push(chargerIds));
  });
  a.pulses.touched("CP-1");
  await later(1_000);
  await later(1_000);
  assertEquals(heard, []);
  isBroken = false;
  await later(1_000);
  await later(1_000);
  assertEquals(heard, [["CP-1"]]);
  await end();
});

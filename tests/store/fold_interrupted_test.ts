/** KV fails in the middle of a fold, at every place in turn: nothing is lost, nothing is doubled, and it is folded later. */
import { assertEquals } from "@std/assert";
import { Journal } from "../../lib/store/journal.ts";
import { Samples } from "../../lib/store/samples.ts";
import { aStore, NOON, samples, samplesOf, type TestStore } from "../arrange.ts";

const LINES = ["CP-1", "CP-2", "CP-3"];
const MINUTE_MS = 60_000;

/** How KV fails, from its `n`-th call on: `once` or until it is mended; a commit before or after it is durable. */
interface Failure {
  n: number;
  isOnce: boolean;
  isDurable: boolean;
}

/** One line is new, one goes on, and into one's runs falls what is told late. */
async function aStoreWithTails(): Promise<TestStore> {
  const store = await aStore();
  await store.addSamples("CP-2", 1, samples(70));
  await store.addSamples("CP-3", 1, samples(200, { everyMs: MINUTE_MS }));
  await foldAll(store);
  for (let i = 0; i < 5; i++) {
    await store.addSamples("CP-1", 1, samples(3, { from: NOON + i * MINUTE_MS }));
    await store.addSamples("CP-2", 1, samples(30, { from: NOON + (i + 2) * MINUTE_MS }));
    await store.addSamples("CP-3", 1, samples(5, { from: NOON + 30 * i * MINUTE_MS + 500 }));
  }
  return store;
}

async function foldAll(store: TestStore): Promise<void> {
  store.clock.pass(600_000);
  await store.folded();
}

/** What this store tells, and what one would that is started now, after a crash. */
async function read(store: TestStore) {
  const told = (samples: Samples) => Promise.all(LINES.map((id) => samplesOf({ samples }, id, 1, { from: -Infinity })));
  return { here: await told(store.samples), elsewhere: await told(new Samples(store.kv, anEmptyJournal())) };
}

function anEmptyJournal(): Journal {
  return new Journal("elsewhere", () => 0, () => {});
}

/** Lets KV fail; `mend` says whether it came to that. */
function fail(kv: Deno.Kv, { n, isOnce, isDurable }: Failure): { mend: () => boolean } {
  const { get, list, atomic } = kv;
  let asked = 0;
  const fails = () => ++asked === n || (asked > n && !isOnce);
  kv.get = (...given) => fails() ? Promise.reject(new Error("KV failed")) : get.apply(kv, given) as never;
  kv.list = (...given) => {
    if (fails()) throw new Error("KV failed");
    return list.apply(kv, given) as never;
  };
  kv.atomic = () => {
    const operation = atomic.call(kv);
    const commit = operation.commit.bind(operation);
    operation.commit = async () => {
      const isFailing = fails();
      if (isFailing && !isDurable) throw new Error("KV failed");
      const result = await commit();
      if (isFailing) throw new Error("KV failed after the commit");
      return result;
    };
    return operation;
  };
  return {
    mend() {
      Object.assign(kv, { get, list, atomic });
      return asked >= n;
    },
  };
}

for (const isOnce of [true, false]) {
  for (const isDurable of [true, false]) {
    const name = `a fold during which KV fails ${isOnce ? "once" : "from then on"}, ` +
      `commits ${isDurable ? "after" : "before"} they are durable, loses and doubles nothing`;
    Deno.test(name, async () => {
      let n = 0;
      for (let isHit = true; isHit; n++) {
        await using store = await aStoreWithTails();
        const before = await read(store);
        assertEquals(before.here, before.elsewhere);
        const { mend } = fail(store.kv, { n: n + 1, isOnce, isDurable });
        await foldAll(store);
        isHit = mend();
        assertEquals(await read(store), before, `after a failure at call ${n + 1}`);
        await foldAll(store);
        assertEquals(await Array.fromAsync(store.kv.list({ prefix: ["journal"] })), []);
        assertEquals(await read(store), before, `when it is folded after a failure at call ${n + 1}`);
      }
      // Each line asks three times and commits; then the journal is deleted.
      assertEquals(n > 3 * LINES.length + 1, true, `only ${n} calls`);
    });
  }
}

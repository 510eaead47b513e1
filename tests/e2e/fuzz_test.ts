/**
 * What chargers may send, broken at random, over real sockets. `FUZZ_FRAMES` says how many frames each test sends, and
 * `FUZZ_SEED` which; the seed is printed, and the same seed sends the same. Many more, and what they do to memory:
 * `deno task bench fuzz`.
 */
import { assert, assertEquals } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { createLog } from "../../lib/log.ts";
import { aServer } from "../server.ts";
import { assertAllIsWell, fuzz, fuzzLinks } from "./fuzz/fuzz.ts";

const FRAMES = Number(Deno.env.get("FUZZ_FRAMES") ?? 1_500);
const SEED = Number(Deno.env.get("FUZZ_SEED") ?? Math.floor(Math.random() * 2 ** 31));

for (const [links, name] of [[1, "one link"], [100, "100 links"]] as const) {
  Deno.test(`on ${name} every mutated call with a readable id is answered exactly once, and the server stays well`, async () => {
    const complaints: string[] = [];
    const write = (line: string) => complaints.push(line);
    const log = createLog({ level: "error", format: "text", clock: systemClock, write });
    {
      await using server = await aServer({ log });
      const { codes, ...counts } = await fuzz(fuzzLinks(server, links), { frames: FRAMES, seed: SEED });
      await assertAllIsWell(server);
      const told = Object.entries({ ...counts, ...codes }).map(([what, count]) => `${count} ${what}`);
      console.log(`seed ${SEED}, ${name}: ${told.join(", ")}`);
      assert(counts.frames >= FRAMES && counts.results > counts.frames / 10 && counts.reopened > 0);
    }
    assertEquals(complaints, []);
  });
}

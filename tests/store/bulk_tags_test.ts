/** What a bulk command reads of the store, however many chargers it goes to. */
import { assertEquals } from "@std/assert";
import { isOver, ObedientCharger, post, untilTold } from "../bulk.ts";
import { CountingKv } from "../counting_kv.ts";
import { aServer, type TestServer } from "../server.ts";

const TAGS = 250;

async function aServerWithTags() {
  const counting = await CountingKv.open();
  const server = await aServer({ kv: counting.kv });
  await putTags(server, Array.from({ length: TAGS }, (_, i) => `T${String(i).padStart(3, "0")}`));
  return { server, counting };
}

function putTags({ services: { store } }: TestServer, idTags: string[]): Promise<void> {
  const rest = { label: null, blocked: false, expiresAt: null, parentIdTag: null, maxActiveTransactions: null };
  return store.tags.put(idTags.map((idTag) => ({ v: 1, idTag, ...rest })));
}

function listOf({ heard }: ObedientCharger): { listVersion: number; tags: number } {
  const { listVersion, localAuthorizationList } = heard[0].payload;
  return { listVersion: Number(listVersion), tags: (localAuthorizationList as unknown[]).length };
}

Deno.test("SendLocalList to many chargers reads the tags once, and gives each list a version of its own", async () => {
  const { server, counting } = await aServerWithTags();
  await using stack = new AsyncDisposableStack();
  stack.use(server);
  const chargers: ObedientCharger[] = [];
  for (let n = 0; n < 30; n++) chargers.push(stack.use(await ObedientCharger.connect(server, `CP-${n + 10}`)));
  counting.take();
  const { body: { id } } = await post(server, "", { action: "SendLocalList", payload: {}, filter: {} });
  await untilTold(server, id, isOver);
  const { kinds } = counting.take();
  assertEquals([kinds.tag.read, kinds.tags_changed.read], [TAGS, chargers.length]);
  const lists = chargers.map(listOf);
  assertEquals(lists.map(({ tags }) => tags), Array(30).fill(TAGS));
  assertEquals(new Set(lists.map(({ listVersion }) => listVersion)).size, 30);
});

Deno.test("a tag that is stored while a bulk command runs is in the lists that are sent from then on", async () => {
  const { server } = await aServerWithTags();
  await using stack = new AsyncDisposableStack();
  stack.use(server);
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  const chargers: ObedientCharger[] = [];
  // One more than are asked at a time.
  for (let n = 0; n < 21; n++) {
    const slow = () => mayAnswer.then(() => ({ status: "Accepted" }));
    chargers.push(stack.use(await ObedientCharger.connect(server, `CP-${n + 10}`, slow)));
  }
  const { body: { id } } = await post(server, "", { action: "SendLocalList", payload: {}, filter: {} });
  while (chargers.slice(0, 20).some(({ heard }) => heard.length === 0)) await chargers[0].call("Heartbeat", {});
  await putTags(server, ["NEW"]);
  answer();
  await untilTold(server, id, isOver);
  const lists = chargers.map(listOf);
  assertEquals(lists.map(({ tags }) => tags), [...Array(20).fill(TAGS), TAGS + 1]);
  assertEquals(lists[20].listVersion > Math.max(...lists.slice(0, 20).map(({ listVersion }) => listVersion)), true);
});
